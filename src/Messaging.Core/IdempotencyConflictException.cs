namespace Messaging;

/// <summary>The idempotency key was used before for a request with other content. Nothing was stored: use a key per request, or repeat the request unchanged.</summary>
public sealed class IdempotencyConflictException : MessagingException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="requestId">The first request that used the key.</param>
    public IdempotencyConflictException(Guid requestId)
        : base($"The idempotency key was already used by request {requestId} with other content. Repeat that request unchanged, or choose another key for this one.")
        => RequestId = requestId;

    /// <summary>The first request that used the key.</summary>
    public Guid RequestId { get; }
}
