namespace Messaging.Templates;

/// <summary>What a message says, ready to be sent.</summary>
/// <param name="Subject">The subject of an email or the title of an in-app or push message, a single line; null when the content has none.</param>
/// <param name="Text">The plain text, or null when the content has none.</param>
/// <param name="Html">The HTML body of an email, or null.</param>
public sealed record RenderedContent(string? Subject, string? Text, string? Html)
{
    /// <summary>The address of the picture of a push notification, or null.</summary>
    public string? Image { get; init; }

    /// <summary>Where a tap on a push notification leads, or null.</summary>
    public string? Link { get; init; }

    /// <summary>The buttons of a push notification, or null when it has none.</summary>
    public IReadOnlyList<ContentAction>? Actions { get; init; }

    /// <summary>The provider's approved template with its values, for WhatsApp, or null.</summary>
    public ApprovedTemplate? Approved { get; init; }

    /// <summary>Lengths only: content must not reach a log.</summary>
    public override string ToString() => $"RenderedContent {{ Text = {Text?.Length ?? 0}, Html = {Html?.Length ?? 0} }}";
}
