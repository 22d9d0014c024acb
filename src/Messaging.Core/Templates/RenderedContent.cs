namespace Messaging.Templates;

/// <summary>What a message says, ready to be sent.</summary>
/// <param name="Subject">The subject of an email or the title of an in-app or push message, a single line; null when the content has none.</param>
/// <param name="Text">The plain text, or null when the content has none.</param>
/// <param name="Html">The HTML body of an email, or null.</param>
public sealed record RenderedContent(string? Subject, string? Text, string? Html)
{
    /// <summary>Lengths only: content must not reach a log.</summary>
    public override string ToString() => $"RenderedContent {{ Text = {Text?.Length ?? 0}, Html = {Html?.Length ?? 0} }}";
}
