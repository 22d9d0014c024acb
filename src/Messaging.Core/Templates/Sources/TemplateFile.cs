namespace Messaging.Templates.Sources;

/// <summary>One file of a template folder: a part of one content.</summary>
/// <param name="Path">The path for messages, as the folder was named in code.</param>
/// <param name="Code">The template.</param>
/// <param name="Name">What its name says.</param>
/// <param name="Text">What it says.</param>
internal sealed record TemplateFile(string Path, string Code, TemplateFileName Name, string Text)
{
    /// <summary>Whether it is a part of the same content.</summary>
    public bool IsBeside(TemplateFile other) =>
        string.Equals(Code, other.Code, StringComparison.OrdinalIgnoreCase) && Name.Channel == other.Name.Channel
        && string.Equals(Name.Locale, other.Name.Locale, StringComparison.OrdinalIgnoreCase) && Name.Variant == other.Name.Variant;
}
