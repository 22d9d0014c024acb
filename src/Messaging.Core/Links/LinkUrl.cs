using System.Text;

namespace Messaging.Links;

/// <summary>Which addresses a redirect may lead to.</summary>
internal static class LinkUrl
{
    public const int MaxLength = 2048;

    /// <summary>The address as it is stored and sent in a Location header, or null when it is none to lead to: not absolute, not http or https, too long.</summary>
    public static string? Normalize(string text)
    {
        text = text.Trim();
        if (text.Length > MaxLength || text.Any(char.IsControl) || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0
            || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp) || !HasTwoSlashes(text, url.Scheme))
        {
            return null;
        }

        // As it was written where that can be sent: rewriting an address may break the signature in it.
        var sendable = Ascii.IsValid(text) && !text.AsSpan().ContainsAny(' ', '\\', '"') && !text.AsSpan().ContainsAny('<', '>');
        var result = sendable ? text : new UriBuilder(url) { Host = url.IdnHost }.Uri.AbsoluteUri;
        return result.Length <= MaxLength ? result : null;
    }

    // "https:/x" and "https:x" are read differently by different readers.
    private static bool HasTwoSlashes(string text, string scheme) => text.AsSpan(scheme.Length).StartsWith("://", StringComparison.Ordinal);
}
