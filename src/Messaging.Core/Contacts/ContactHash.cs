using System.Security.Cryptography;
using System.Text;

namespace Messaging.Contacts;

/// <summary>The hash function under one secret. 128 bits of HMAC-SHA256; thread-safe.</summary>
internal sealed class ContactHash(byte[] secret)
{
    private const char Separator = '\0';
    private const int MostOnStack = 512;

    [ThreadStatic]
    private static IncrementalHash? _hasher;

    [ThreadStatic]
    private static byte[]? _of;

    /// <summary>The identity of a person.</summary>
    public Guid OfPerson(string tenant, string type, string id) => Hash($"person{Separator}{tenant}{Separator}{type}{Separator}{id}");

    /// <summary>The identity of an address in the form its channel uses.</summary>
    public Guid OfAddress(string tenant, MessageChannel channel, string normalized) =>
        Hash($"{Family(channel)}{Separator}{tenant}{Separator}{(channel == MessageChannel.Email ? Mailbox(normalized) : normalized)}");

    private static string Family(MessageChannel channel) => channel == MessageChannel.Sms || channel == MessageChannel.WhatsApp ? "phone" : channel.Value;

    // One mailbox, however it is written: its case and what follows a plus sign are the sender's choice at every large provider.
    private static string Mailbox(string address)
    {
        var at = address.LastIndexOf('@');
        var plus = address.IndexOf('+', StringComparison.Ordinal);
        var local = plus > 0 && plus < at ? address[..plus] : address[..at];
        return local.ToLowerInvariant() + address[at..];
    }

    private Guid Hash(string text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = length <= MostOnStack ? stackalloc byte[length] : new byte[length];
        var hasher = Hasher();
        hasher.AppendData(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        hasher.GetHashAndReset(hash);
        return new Guid(hash[..16], bigEndian: true);
    }

    // Two of these are made of each message, twice: setting up the key each time would cost more than the hash.
    private IncrementalHash Hasher()
    {
        if (_of != secret)
        {
            _hasher?.Dispose();
            (_hasher, _of) = (IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret), secret);
        }

        return _hasher!;
    }
}
