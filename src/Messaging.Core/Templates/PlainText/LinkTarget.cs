using AngleSharp.Dom;

namespace Messaging.Templates.PlainText;

/// <summary>What has to be added to the text of a link so that it can be followed from plain text.</summary>
internal static class LinkTarget
{
    /// <summary>The target in parentheses with a space before, the bare target when the link shows no text, or null when the text already says it.</summary>
    public static string? Of(IElement link)
    {
        var href = link.GetAttribute("href")?.Trim() ?? "";
        var target = Shown(href);
        if (target.Length == 0)
        {
            return null;
        }

        var text = string.Join(' ', link.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length == 0 && !link.QuerySelectorAll("img[alt]").Any(i => !string.IsNullOrWhiteSpace(i.GetAttribute("alt"))))
        {
            return target;
        }

        return Says(text, target) ? null : $" ({target})";
    }

    private static string Shown(string href)
    {
        if (href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            return Uri.UnescapeDataString(href["mailto:".Length..].Split('?')[0]);
        }

        if (href.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
        {
            return Uri.UnescapeDataString(href["tel:".Length..]);
        }

        var isAddress = href.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || href.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        return isAddress ? href : "";
    }

    private static bool Says(string text, string target)
    {
        if (string.Equals(Bare(text), Bare(target), StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var isNumber = target.Length > 0 && target.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' ' or '(' or ')' or '.');
        return isNumber && string.Equals(Digits(text), Digits(target), StringComparison.Ordinal);
    }

    private static string Bare(string address)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal);
        return (start < 0 ? address : address[(start + 3)..]).TrimEnd('/');
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
