namespace Messaging.Templates.Rendering;

/// <summary>The root of the data in one rendering. Being the engine's root value, it carries the rendering's state to every helper.</summary>
internal sealed class RootNode(Dictionary<string, object?> members, RenderPass pass) : ObjectNode(members, parent: null, name: null)
{
    public RenderPass Pass => pass;
}
