namespace Messaging.Storage;

/// <summary>The rows of one request, ready to be stored together or not at all.</summary>
public sealed record NewRequest
{
    /// <summary>The request's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The caller's key, or null for a request that may be repeated.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>SHA-256 over the canonical request, to tell a repeat from a conflict. Present with a key.</summary>
    public ReadOnlyMemory<byte> PayloadHash { get; init; }

    /// <summary>When it was planned, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The messages with their contents and deliveries.</summary>
    public required IReadOnlyList<NewMessage> Messages { get; init; }

    /// <summary>The attachments; their blobs are stored already.</summary>
    public IReadOnlyList<StoredAttachment> Attachments { get; init; } = [];
}
