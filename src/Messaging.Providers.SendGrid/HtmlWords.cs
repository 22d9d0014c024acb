using System.Net;
using System.Text;

namespace Messaging.Providers.SendGrid;

/// <summary>The words of a mail that has no plain text. One pass, no rules of layout: enough to read it, and to find a word such as STOP in it.</summary>
internal static class HtmlWords
{
    private static readonly string[] Hidden = ["script", "style", "head", "title"];
    private static readonly HashSet<string> Breaks = new(StringComparer.OrdinalIgnoreCase) { "br", "p", "div", "tr", "li", "h1", "h2", "h3", "blockquote", "table" };

    /// <summary>The text between the tags.</summary>
    public static string Read(string html)
    {
        var text = new StringBuilder(html.Length);
        var at = 0;
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            var isTag = open >= 0 && open + 1 < html.Length && (char.IsAsciiLetter(html[open + 1]) || html[open + 1] is '/' or '!' or '?');
            var end = open < 0 ? html.Length : isTag ? open : open + 1;
            text.Append(html, at, end - at);
            at = isTag ? AfterTag(html, open, text) : end;
        }

        return WebUtility.HtmlDecode(text.ToString()).Trim();
    }

    private static int AfterTag(string html, int open, StringBuilder text)
    {
        var comment = html.AsSpan(open).StartsWith("<!--", StringComparison.Ordinal);
        var close = comment ? html.IndexOf("-->", open, StringComparison.Ordinal) : html.IndexOf('>', open);
        if (close < 0)
        {
            return html.Length;
        }

        var name = NameOf(html.AsSpan(open + 1, close - open - 1).TrimStart('/'));
        if (Breaks.Contains(name))
        {
            text.Append('\n');
        }

        if (html[open + 1] != '/' && Array.Exists(Hidden, h => h.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            var end = html.IndexOf("</" + name, close, StringComparison.OrdinalIgnoreCase);
            return end < 0 ? html.Length : end;
        }

        return comment ? close + 3 : close + 1;
    }

    private static string NameOf(ReadOnlySpan<char> tag)
    {
        var length = 0;
        while (length < tag.Length && char.IsAsciiLetterOrDigit(tag[length]))
        {
            length++;
        }

        return tag[..length].ToString();
    }
}
