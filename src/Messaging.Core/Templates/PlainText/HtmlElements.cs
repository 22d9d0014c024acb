using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Messaging.Templates.PlainText;

/// <summary>How elements of HTML divide text.</summary>
internal static class HtmlElements
{
    private static readonly FrozenSet<string> Unseen = new[] { "head", "title", "style", "script", "template", "object", "svg", "math", "select", "textarea", "iframe" }
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Paragraphs = new[] { "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "figure" }
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Lines = new[]
    {
        "div", "section", "article", "header", "footer", "main", "nav", "aside", "address", "center", "form", "fieldset", "figcaption", "tr", "caption", "dt", "dd", "li",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a reader of the HTML does not see it, such as a preview text that is hidden in the mail itself.</summary>
    public static bool IsHidden(IElement element)
    {
        if (Unseen.Contains(element.LocalName) || element.HasAttribute("hidden"))
        {
            return true;
        }

        var style = element.GetAttribute("style");
        return style is not null && style.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>How many line breaks set an element apart: none for text in a line, one for a line of its own, two for a paragraph.</summary>
    public static int BreakAround(IElement element)
    {
        var name = element.LocalName;
        if (Paragraphs.Contains(name))
        {
            var isNested = name is "ul" or "ol" && element.ParentElement?.LocalName == "li";
            return isNested || (name == "table" && IsInLayoutCell(element)) ? 1 : 2;
        }

        return Lines.Contains(name) || (name is "td" or "th" && IsLayoutCell(element)) ? 1 : 0;
    }

    /// <summary>Whether a table cell arranges other blocks, as mails are laid out, rather than holding one datum of a row.</summary>
    public static bool IsLayoutCell(IElement cell) => cell.Children.Any(c => Paragraphs.Contains(c.LocalName) || c.LocalName is "div" or "center");

    private static bool IsInLayoutCell(IElement table) => table.ParentElement?.LocalName is "td" or "th";
}
