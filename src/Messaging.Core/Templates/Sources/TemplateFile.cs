namespace Messaging.Templates.Sources;

/// <summary>One file of a template folder: a part of one content.</summary>
/// <param name="Path">The path for messages, as the folder was named in code.</param>
/// <param name="Code">The template.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Locale">The language, or an empty string.</param>
/// <param name="Part"><c>subject</c>, <c>text</c> or <c>html</c>.</param>
/// <param name="Text">What it says.</param>
internal sealed record TemplateFile(string Path, string Code, MessageChannel Channel, string Locale, string Part, string Text);
