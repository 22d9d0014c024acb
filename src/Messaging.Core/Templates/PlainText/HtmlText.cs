using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Messaging.Templates.PlainText;

/// <summary>Derives the plain text of an email from its HTML: what a reader would see, with the targets of links.</summary>
internal sealed class HtmlText
{
    private readonly TextLayout _layout = new();
    private readonly Stack<ListNumber> _lists = new();
    private int _preformatted;

    private HtmlText()
    {
    }

    /// <summary>The text of an HTML page or fragment, or null when it shows none.</summary>
    /// <param name="html">The HTML.</param>
    /// <param name="part">What it is, for messages.</param>
    /// <exception cref="TemplateException">Its elements nest without end.</exception>
    public static string? From(string html, string part)
    {
        var guard = new NestingGuard(depth => throw new TemplateException(
            TemplateError.Limit, $"{part}: elements of the HTML are nested more than {depth} deep. Close them where they end.") { Part = part });
        var document = new HtmlParser(new HtmlParserOptions { OnCreated = (element, _) => guard.Created(element) }).ParseDocument(html);
        var text = new HtmlText();
        text.Walk(document.Body ?? (INode)document);
        var result = text._layout.ToString();
        return result.Length == 0 ? null : result;
    }

    // Without recursion: how deep HTML nests should not decide how much stack is used.
    private void Walk(INode root)
    {
        INode? node = root;
        while (node is not null)
        {
            if (Enter(node) && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            while (node is not null && node != root && node.NextSibling is null)
            {
                Leave(node);
                node = node.Parent;
            }

            if (node is null || node == root)
            {
                return;
            }

            Leave(node);
            node = node.NextSibling;
        }
    }

    private bool Enter(INode node)
    {
        if (node is IText text)
        {
            _layout.Write(text.Data, isPreformatted: _preformatted > 0);
            return false;
        }

        if (node is not IElement element || HtmlElements.IsHidden(element))
        {
            return false;
        }

        _layout.Break(HtmlElements.BreakAround(element));
        switch (element.LocalName)
        {
            case "br":
                _layout.EndLine();
                return false;
            case "hr":
                _layout.WriteRule();
                return false;
            case "img":
                _layout.Write(element.GetAttribute("alt") ?? "", isPreformatted: false);
                return false;
            case "pre":
                _preformatted++;
                break;
            case "ul" or "ol":
                _lists.Push(ListNumber.Of(element));
                break;
            case "li":
                _layout.BeginItem(_lists.TryPeek(out var list) ? list.Next() : "-", Math.Max(0, _lists.Count - 1));
                break;
            case "td" or "th" when !HtmlElements.IsLayoutCell(element) && element.PreviousElementSibling is not null:
                _layout.Gap();
                break;
        }

        return true;
    }

    private void Leave(INode node)
    {
        if (node is not IElement element || HtmlElements.IsHidden(element))
        {
            return;
        }

        switch (element.LocalName)
        {
            case "a":
                if (LinkTarget.Of(element) is { } target)
                {
                    _layout.Write(target, isPreformatted: false);
                }

                break;
            case "pre":
                _preformatted--;
                break;
            case "ul" or "ol":
                _lists.Pop();
                break;
            case "li":
                _layout.EndItem(Math.Max(0, _lists.Count - 1));
                break;
        }

        _layout.Break(HtmlElements.BreakAround(element));
    }
}
