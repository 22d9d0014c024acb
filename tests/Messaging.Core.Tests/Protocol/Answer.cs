namespace Messaging.Core.Tests.Protocol;

/// <summary>What a dispatcher knows after a call.</summary>
internal enum Answer : byte
{
    None,
    Accepted,
    Rejected,
    Retry,

    /// <summary>Certainly not taken, and another connection can take it at once.</summary>
    RetryElsewhere,
    Throttled,
    Unknown,
}
