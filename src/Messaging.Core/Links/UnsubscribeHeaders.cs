namespace Messaging.Links;

/// <summary>The headers by which mail programs offer to unsubscribe (RFC 2369, RFC 8058).</summary>
internal static class UnsubscribeHeaders
{
    public const string Link = "List-Unsubscribe";
    public const string Post = "List-Unsubscribe-Post";

    /// <summary>The headers of a message, with these two in place of any others of their names.</summary>
    public static IReadOnlyDictionary<string, string> Add(IReadOnlyDictionary<string, string> headers, MessageLink link, string? mailbox) =>
        new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase)
        {
            [Link] = string.IsNullOrEmpty(mailbox) ? $"<{link.Url.AbsoluteUri}>" : $"<{link.Url.AbsoluteUri}>, <mailto:{mailbox}?subject={link.Token}>",
            [Post] = "List-Unsubscribe=One-Click",
        };
}
