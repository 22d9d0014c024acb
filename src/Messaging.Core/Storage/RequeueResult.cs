namespace Messaging.Storage;

/// <summary>What a request to send a failed message again achieved.</summary>
public enum RequeueResult
{
    /// <summary>No such message in the tenant.</summary>
    NotFound,

    /// <summary>Queued as a new generation.</summary>
    Requeued,

    /// <summary>It is not failed or unknown, so there is nothing to send again. Resend makes a new message instead.</summary>
    NotFailed,
}
