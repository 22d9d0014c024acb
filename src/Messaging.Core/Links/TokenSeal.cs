using System.Security.Cryptography;
using System.Text;

namespace Messaging.Links;

/// <summary>Signs and encrypts small payloads with one key, always giving the same bytes for the same payload.</summary>
/// <remarks>
/// Synthetic-IV construction (RFC 5297's, with HMAC-SHA256 as the pseudo-random function): the first 16 bytes of the MAC over purpose, key id and payload are both the tag and the nonce, and
/// HKDF-Expand over that nonce is the key stream. A sealed payload is key id · tag · ciphertext.
/// </remarks>
internal sealed class TokenSeal
{
    public const int TagLength = 16;
    public const int Overhead = 1 + TagLength;

    private readonly byte _keyId;
    private readonly byte[] _signing;
    private readonly byte[] _encryption;

    public TokenSeal(byte keyId, byte[] secret)
    {
        _keyId = keyId;
        _signing = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "messaging/links/1/sign"u8.ToArray());
        _encryption = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "messaging/links/1/encrypt"u8.ToArray());
        Codes = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "messaging/links/1/codes"u8.ToArray());
    }

    /// <summary>A key of its own for the codes of short links.</summary>
    public byte[] Codes { get; }

    /// <summary>Seals a payload for a purpose.</summary>
    public byte[] Seal(string purpose, ReadOnlySpan<byte> payload)
    {
        var result = new byte[Overhead + payload.Length];
        result[0] = _keyId;
        var tag = result.AsSpan(1, TagLength);
        WriteTag(purpose, payload, tag);
        Crypt(tag, payload, result.AsSpan(Overhead));
        return result;
    }

    /// <summary>Opens what was sealed for a purpose, or returns null. Takes the same time whatever is wrong.</summary>
    public byte[]? Open(string purpose, ReadOnlySpan<byte> sealedPayload)
    {
        var tag = sealedPayload.Slice(1, TagLength);
        var payload = new byte[sealedPayload.Length - Overhead];
        Crypt(tag, sealedPayload[Overhead..], payload);
        Span<byte> expected = stackalloc byte[TagLength];
        WriteTag(purpose, payload, expected);
        return CryptographicOperations.FixedTimeEquals(expected, tag) && sealedPayload[0] == _keyId ? payload : null;
    }

    private void WriteTag(string purpose, ReadOnlySpan<byte> payload, Span<byte> tag)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _signing);
        var name = Encoding.UTF8.GetBytes(purpose);
        mac.AppendData([_keyId, (byte)name.Length]);
        mac.AppendData(name);
        mac.AppendData(payload);
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        mac.GetHashAndReset(whole);
        whole[..TagLength].CopyTo(tag);
    }

    private void Crypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> stream = stackalloc byte[Math.Min(input.Length, MaxStack)];
        if (input.Length > MaxStack)
        {
            stream = new byte[input.Length];
        }

        HKDF.Expand(HashAlgorithmName.SHA256, _encryption, stream, nonce);
        for (var i = 0; i < input.Length; i++)
        {
            output[i] = (byte)(input[i] ^ stream[i]);
        }
    }

    private const int MaxStack = 512;
}
