using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Messaging.Expressions;

namespace Messaging.Html;

/// <summary>
/// HTML of a template as elements, each with its place in the text. Tags of the template count as blanks, which the parser leaves where they are: text between the rows of a table would be moved.
/// </summary>
internal sealed class HtmlPage
{
    private const int MaxDepth = 256;

    private IElement? _last;

    /// <summary>Reads a page or a part of one.</summary>
    /// <exception cref="TemplateException">Its elements nest without end.</exception>
    public HtmlPage(string html)
    {
        Source = html;
        Expressions = ExpressionScanner.Scan(html);
        Masked = ExpressionScanner.Mask(html, Expressions, e => Filler(html, e)).Replace('\r', ' ').Replace('\uFEFF', ' ');
        Document = new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = true, OnCreated = (element, _) => Created(element) }).ParseDocument(Masked);
    }

    /// <summary>The text as it was given.</summary>
    public string Source { get; }

    /// <summary>The text with blanks in the place of the template's tags.</summary>
    public string Masked { get; }

    public IReadOnlyList<Expression> Expressions { get; }

    public IDocument Document { get; }

    /// <summary>The template's tags within a part of the text.</summary>
    public IEnumerable<Expression> ExpressionsIn(int start, int end)
    {
        var (first, behind) = (0, Expressions.Count);
        while (first < behind)
        {
            var middle = (first + behind) / 2;
            (first, behind) = Expressions[middle].Start < start ? (middle + 1, behind) : (first, middle);
        }

        for (; first < Expressions.Count && Expressions[first].End <= end; first++)
        {
            yield return Expressions[first];
        }
    }

    /// <summary>The elements that have a start tag in the text, each once: the parser repeats some and adds others.</summary>
    public IEnumerable<(IElement Element, int Start)> Elements()
    {
        var seen = new HashSet<int>();
        return from element in Document.All
               let start = element.SourceReference?.Position.Index ?? -1
               where start >= 0 && Masked[start] == '<' && seen.Add(start)
               select (element, start);
    }

    // Blanks would end an attribute without quotation marks before it has begun.
    private static char Filler(string html, Expression expression) => expression.Start > 0 && html[expression.Start - 1] == '=' ? 'x' : ' ';

    // The time to read a page grows with the square of its depth. An element is created before it is part of the page; the one before it is.
    private void Created(IElement element)
    {
        var depth = 0;
        for (var ancestor = _last?.ParentElement; ancestor is not null; ancestor = ancestor.ParentElement)
        {
            depth++;
        }

        if (depth > MaxDepth)
        {
            throw new TemplateException(TemplateError.Limit, $"Elements of the HTML are nested more than {MaxDepth} deep. Close them where they end.");
        }

        _last = element;
    }
}
