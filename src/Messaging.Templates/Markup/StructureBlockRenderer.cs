using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace Messaging.Markup;

/// <summary>Writes the tags of a block as they are.</summary>
internal sealed class StructureBlockRenderer : HtmlObjectRenderer<StructureBlock>
{
    protected override void Write(HtmlRenderer renderer, StructureBlock obj) => renderer.EnsureLine().WriteLine(obj.Tags);
}
