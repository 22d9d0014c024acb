using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Messaging.Templates.Sources;

/// <summary>Tells editions of a template apart by what they say.</summary>
internal static class TemplateHash
{
    private const int Characters = 16;

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the contents, whatever their order.</summary>
    public static string Of(IEnumerable<TemplateContent> contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var content in contents.OrderBy(c => c.Channel.Value, StringComparer.Ordinal).ThenBy(c => c.Locale.ToUpperInvariant(), StringComparer.Ordinal))
        {
            Append(hash, content.Channel.Value);
            Append(hash, content.Locale.ToUpperInvariant());
            Append(hash, content.Subject);
            Append(hash, content.Text);
            Append(hash, content.Html);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Characters];
    }

    // Each text goes with its length, so that moving a letter from one part to the next is a change.
    private static void Append(IncrementalHash hash, string? text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = Encoding.UTF8.GetBytes(text ?? "");
        BinaryPrimitives.WriteInt32LittleEndian(length, text is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
