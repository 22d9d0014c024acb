namespace Messaging.Templates;

/// <summary>The source of a layout or partial as a content uses it. It travels with the content, so that a later edit of the layout or partial changes nothing.</summary>
/// <param name="Code">The code of the layout or partial.</param>
/// <param name="Version">The version it was taken from.</param>
/// <param name="Text">Its text, or null when it has none.</param>
/// <param name="Html">Its HTML, or null when it has none.</param>
public sealed record TemplateInclude(string Code, string Version, string? Text, string? Html)
{
    /// <summary>The code and version.</summary>
    public override string ToString() => $"TemplateInclude {{ Code = {Code}, Version = {Version} }}";
}
