namespace Messaging.Storage;

/// <summary>Bytes, kept once per content. Stored before the transaction that refers to them, and swept a day later if none does.</summary>
public sealed record Blob
{
    /// <summary>SHA-256 of the bytes, in lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The bytes.</summary>
    public required byte[] Content { get; init; }

    /// <summary>When they were stored or last asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
