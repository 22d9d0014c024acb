using System.Text;
using Messaging.Css;
using Messaging.Expressions;

namespace Messaging.Html;

/// <summary>Writes the <c>style</c> attribute of an element, around what it says already.</summary>
internal static class StyleAttribute
{
    /// <summary>The change that gives an element the declarations it has got, or null when there are none.</summary>
    public static TextEdit? Edit(StyledElement element, HtmlPage page)
    {
        var attribute = element.Tag.Find("style");
        var (before, behind) = element.Styles(attribute is null ? [] : Own(attribute, page));
        if (before.Length == 0 && behind.Length == 0)
        {
            return null;
        }

        if (attribute is null)
        {
            return new TextEdit(element.Tag.NameEnd, 0, $" style=\"{Escape(Join(before, behind), '"')}\"");
        }

        var own = page.Source[attribute.ValueStart..attribute.ValueEnd];
        var quote = attribute.Quote == '\0' ? '"' : attribute.Quote;
        return new TextEdit(attribute.Start, attribute.End - attribute.Start, $"style={quote}{Join(Escape(before, quote), own, Escape(behind, quote))}{quote}");
    }

    // Of a style with blocks nobody can say what it will be.
    private static IReadOnlyList<Declaration> Own(TagAttribute attribute, HtmlPage page) =>
        page.ExpressionsIn(attribute.ValueStart, attribute.ValueEnd).Any(e => e.IsOfBlock) ? [] : new CssReader(page.Masked, page.Source).Declarations(attribute.ValueStart..attribute.ValueEnd);

    private static string Join(params string[] parts)
    {
        var joined = new StringBuilder();
        foreach (var part in parts.Where(p => !string.IsNullOrWhiteSpace(p)))
        {
            joined.Append(joined.Length == 0 ? "" : joined[^1] == ';' ? " " : "; ").Append(part);
        }

        return joined.ToString();
    }

    // Quotation marks become the other kind, which all mail programs read; some stumble over &quot;. Tags of the template stay as they are.
    private static string Escape(string style, char quote)
    {
        var escaped = new StringBuilder(style.Length);
        var position = 0;
        foreach (var expression in ExpressionScanner.Scan(style))
        {
            EscapeText(escaped, style.AsSpan(position, expression.Start - position), quote);
            escaped.Append(style, expression.Start, expression.Length);
            position = expression.End;
        }

        EscapeText(escaped, style.AsSpan(position), quote);
        return escaped.ToString();
    }

    private static void EscapeText(StringBuilder escaped, ReadOnlySpan<char> text, char quote)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\'' when c == quote => escaped.Append(quote == '"' ? '\'' : '"'),
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '\r' or '\n' => escaped.Append(' '),
                _ => escaped.Append(c),
            };
        }
    }
}
