namespace Messaging.Storage;

/// <summary>The row that makes a request repeatable, unique by tenant and key. Messages are stored only together with it.</summary>
public sealed record RequestKey
{
    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The caller's key.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The request that used it first.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>SHA-256 over the canonical request.</summary>
    public required byte[] PayloadHash { get; init; }

    /// <summary>When it was stored; rows are kept for eight days.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
