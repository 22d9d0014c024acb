namespace Messaging;

/// <summary>How to send dead letters again.</summary>
public sealed record ReplayRequest
{
    /// <summary>Who asks and why, in 1 to 400 characters, kept with each message. Required; no personal data.</summary>
    public required string Reason { get; init; }

    /// <summary>The most messages to look at in this call, from 1 to 1,000,000. The default is 10,000.</summary>
    public int Most { get; init; } = 10_000;

    /// <summary>
    /// Whether the messages are rendered with the version of their template that is current when they are sent, instead of the version they were planned with: after a template was mended. The default is
    /// false. Stays with a message that is replayed again.
    /// </summary>
    public bool UseCurrentTemplate { get; init; }
}
