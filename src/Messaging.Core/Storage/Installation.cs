namespace Messaging.Storage;

/// <summary>The one row that tells this database from a recreated one, so that idempotency keys of the two never meet at a provider.</summary>
public sealed record Installation
{
    /// <summary>Always 1.</summary>
    public int Id { get; init; } = 1;

    /// <summary>16 random hexadecimal characters, the first part of every idempotency key.</summary>
    public required string Key { get; init; }

    /// <summary>The secret under which contacts are hashed: 64 random hexadecimal characters.</summary>
    public string ContactSecret { get; init; } = InstallationKeys.CreateSecret();

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"Installation {{ Id = {Id} }}";
}
