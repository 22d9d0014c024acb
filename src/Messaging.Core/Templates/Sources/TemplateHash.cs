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
        foreach (var content in contents.OrderBy(c => c.Channel.Value, StringComparer.Ordinal).ThenBy(c => c.Locale.ToUpperInvariant(), StringComparer.Ordinal).ThenBy(c => c.Variant, StringComparer.Ordinal))
        {
            Append(hash, content.Channel.Value);
            Append(hash, content.Locale.ToUpperInvariant());
            Append(hash, content.Subject);
            Append(hash, content.Text);
            Append(hash, content.Html);
            AppendMore(hash, content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Characters];
    }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of a text.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Characters];

    // Only what is there, each with its name, so that contents without these keep the version they have.
    private static void AppendMore(IncrementalHash hash, TemplateContent content)
    {
        AppendNamed(hash, "variant", content.Variant.Length == 0 ? null : content.Variant);
        AppendNamed(hash, "image", content.Image);
        AppendNamed(hash, "link", content.Link);
        foreach (var action in content.Actions)
        {
            AppendNamed(hash, "action", action.Id);
            Append(hash, action.Title);
            Append(hash, action.Link);
        }

        foreach (var text in content.Approved is { } approved ? [approved.Name, approved.Language, .. approved.Parameters] : Array.Empty<string>())
        {
            AppendNamed(hash, "approved", text);
        }

        AppendNamed(hash, "layout", content.Layout);
        foreach (var include in content.Includes)
        {
            AppendNamed(hash, "include", include.Code);
            Append(hash, include.Text);
            Append(hash, include.Html);
        }
    }

    private static void AppendNamed(IncrementalHash hash, string name, string? text)
    {
        if (text is not null)
        {
            Append(hash, name);
            Append(hash, text);
        }
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
