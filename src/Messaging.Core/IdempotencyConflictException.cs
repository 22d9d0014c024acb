using System.Globalization;

namespace Messaging;

/// <summary>The idempotency key was used before for a request with other content. Nothing was stored: use a key per request, or repeat the request unchanged.</summary>
public sealed class IdempotencyConflictException : MessagingException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="requestId">The first request that used the key.</param>
    public IdempotencyConflictException(Guid requestId)
        : base($"The idempotency key was already used by request {requestId} with other content. Repeat that request unchanged, or choose another key for this one.")
        => RequestId = requestId;

    /// <summary>Creates the exception for a page of a bulk send.</summary>
    internal IdempotencyConflictException(Guid requestId, long first, long last)
        : base(string.Create(CultureInfo.InvariantCulture, $"""
            The recipients at positions {first} to {last}, or what is sent to them, differ from those of an earlier call with this idempotency key, which became request {requestId}. What stands before them is stored. Pass the same recipients in the same order with the same data; send to further ones in a call of their own, with a key of its own.
            """))
        => RequestId = requestId;

    /// <summary>The first request that used the key.</summary>
    public Guid RequestId { get; }
}
