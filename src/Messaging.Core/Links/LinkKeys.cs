using System.Buffers.Text;
using System.Security.Cryptography;

namespace Messaging.Links;

/// <summary>Turns payloads into the text of tokens and back, with the key that is due or the one a token names.</summary>
internal sealed class LinkKeys(ILinkKeySource source)
{
    /// <summary>Longer texts than any token are not looked at.</summary>
    public const int MaxToken = 2048;

    // Does the work of a key that is not there, so that its absence takes as long as a wrong signature.
    private readonly LinkKey _nobodys = new(1, RandomNumberGenerator.GetBytes(LinkKey.MinSecretLength));

    /// <summary>The key that signs what was created at a time: the newest then in force, so that retries come out the same after a new key was added.</summary>
    public LinkKey At(DateTimeOffset createdAt)
    {
        LinkKey? due = null;
        foreach (var key in source.Keys)
        {
            if (due is null || IsBetter(key, due, createdAt))
            {
                due = key;
            }
        }

        return due ?? throw new MessagingConfigurationException("There is no key to sign links with. Set MessageLinkOptions.Keys in AddLinks(...), or register an ILinkKeySource.");
    }

    public string Seal(string purpose, ReadOnlySpan<byte> payload, DateTimeOffset createdAt) => Base64Url.EncodeToString(At(createdAt).Seal.Seal(purpose, payload));

    /// <summary>What a token carries, or null when it was not made here for this purpose.</summary>
    public byte[]? Open(string purpose, string? token)
    {
        if (token is null || token.Length is 0 or > MaxToken || !TryDecode(token, out var bytes) || bytes.Length < TokenSeal.Overhead)
        {
            return null;
        }

        var key = source.Keys.FirstOrDefault(k => k.Id == bytes[0]);
        var payload = (key ?? _nobodys).Seal.Open(purpose, bytes);
        return key is null ? null : payload;
    }

    private static bool IsBetter(LinkKey key, LinkKey than, DateTimeOffset at)
    {
        var (inForce, thanInForce) = (key.From <= at, than.From <= at);
        return inForce != thanInForce ? inForce : inForce ? key.From > than.From : key.From < than.From;
    }

    // One text per token: white space and loose bits at the end, which a decoder would forgive, are refused.
    private static bool TryDecode(string token, out byte[] bytes)
    {
        bytes = [];
        if (!Base64Url.IsValid(token))
        {
            return false;
        }

        try
        {
            bytes = Base64Url.DecodeFromChars(token);
        }
        catch (FormatException)
        {
            return false;
        }

        return string.Equals(Base64Url.EncodeToString(bytes), token, StringComparison.Ordinal);
    }
}
