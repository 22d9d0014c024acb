using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Messaging.Markup;

/// <summary>Which addresses a message may lead to.</summary>
internal static class LinkRule
{
    private static readonly string[] Schemes = ["https:", "mailto:", "tel:"];

    /// <summary>Refuses a page with an address of another kind.</summary>
    /// <exception cref="TemplateException">It has one; the exception says where.</exception>
    public static void Check(MarkdownObject page, ProtectedText text)
    {
        foreach (var inline in page.Descendants<Inline>())
        {
            var (address, isMail) = inline switch
            {
                LinkInline link => (link.GetDynamicUrl?.Invoke() ?? link.Url ?? "", false),
                AutolinkInline link => (link.Url, link.IsEmail),
                _ => (null, true),
            };
            if (!isMail && !Schemes.Any(s => address!.StartsWith(s, StringComparison.OrdinalIgnoreCase)) && !text.BeginsWithTag(address!))
            {
                throw new TemplateException(
                    TemplateError.Syntax, $"Line {inline.Line + 1}, column {inline.Column + 1}: a link or picture needs an address that begins with https:, mailto: or tel:, or with a value such as {{{{link}}}}.")
                {
                    Line = inline.Line + 1,
                    Column = inline.Column + 1,
                };
            }
        }
    }
}
