namespace Messaging.Links;

/// <summary>One key that signs links.</summary>
public sealed class LinkKey
{
    private readonly Lazy<TokenSeal> _seal;

    /// <summary>Creates a key.</summary>
    /// <param name="id">What tells it from other keys, 1 to 255; it stands in every token.</param>
    /// <param name="secret">At least 32 random bytes.</param>
    /// <param name="from">From when on it signs. The newest key whose time has come signs; every key verifies, at any time.</param>
    /// <exception cref="ArgumentException">The id is out of range, or the secret too short.</exception>
    public LinkKey(int id, ReadOnlyMemory<byte> secret, DateTimeOffset from = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(id, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(id, byte.MaxValue);
        if (secret.Length < MinSecretLength)
        {
            throw new ArgumentException($"A link key has at least {MinSecretLength} random bytes.", nameof(secret));
        }

        var copy = secret.ToArray();
        (Id, From, _seal) = ((byte)id, from, new Lazy<TokenSeal>(() => new TokenSeal((byte)id, copy)));
    }

    /// <summary>The least number of bytes of a secret.</summary>
    public static int MinSecretLength => 32;

    /// <summary>What tells it from other keys.</summary>
    public byte Id { get; }

    /// <summary>From when on it signs.</summary>
    public DateTimeOffset From { get; }

    internal TokenSeal Seal => _seal.Value;

    /// <summary>The id only.</summary>
    public override string ToString() => $"LinkKey {{ Id = {Id} }}";
}
