namespace Messaging.Templates.Rendering;

/// <summary>A part of a content, ready to be rendered.</summary>
/// <param name="Name">Its name among the parts.</param>
/// <param name="ShownName">Its name for messages, such as <c>email.de.html</c>.</param>
/// <param name="Length">How long its text is.</param>
/// <param name="Template">The text, compiled.</param>
internal sealed record PreparedPart(string Name, string ShownName, int Length, CompiledTemplate Template);
