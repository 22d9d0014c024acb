namespace Messaging.Templates.Syntax;

/// <summary>A path into the data that a template uses.</summary>
/// <param name="Path">The path from the root of the data, with <c>[]</c> for the items of a list: <c>items[].name</c>.</param>
/// <param name="IsRequired">Whether rendering fails without a value; false for conditions and for what <c>default</c> covers.</param>
/// <param name="Offset">Where it is used.</param>
internal sealed record TemplateVariable(string Path, bool IsRequired, int Offset)
{
    /// <summary>Whether it starts at the root of all data wherever the text is shown.</summary>
    public bool IsAbsolute { get; init; }
}
