namespace Messaging.Templates.Rendering;

/// <summary>One part of a content.</summary>
/// <param name="Name">Its name for messages, such as <c>html</c> or <c>action 1 title</c>.</param>
/// <param name="Source">Its template text.</param>
internal sealed record ContentPart(string Name, string Source)
{
    /// <summary>Whether values are escaped in it.</summary>
    public bool IsHtml => Name == ContentParts.Html;

    /// <summary>Whether a layout goes around it.</summary>
    public bool HasLayout => Name is ContentParts.Html or ContentParts.Text;
}
