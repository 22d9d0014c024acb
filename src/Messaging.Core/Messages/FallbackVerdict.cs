namespace Messaging.Messages;

/// <summary>Whether a message of a chain is needed.</summary>
internal enum FallbackVerdict
{
    /// <summary>Send it.</summary>
    Send,

    /// <summary>Look again later.</summary>
    Wait,

    /// <summary>Do not send it.</summary>
    NotNeeded,
}
