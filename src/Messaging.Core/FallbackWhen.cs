namespace Messaging;

/// <summary>On what condition a message falls back on the next channel. Values are stored and never reused.</summary>
public enum FallbackWhen
{
    /// <summary>The message before failed: it was refused, bounced, expired, or was given up. The next goes out as soon as that is known.</summary>
    Failed = 0,

    /// <summary>The message before is not known to be delivered when the delay is over, or failed.</summary>
    NotDelivered = 1,

    /// <summary>The message before is not known to be read or opened when the delay is over, or failed.</summary>
    Unread = 2,
}
