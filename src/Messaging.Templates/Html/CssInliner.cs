using System.Text;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;
using Messaging.Expressions;

namespace Messaging.Html;

/// <summary>Moves the rules of a page to its elements. It changes the text in the places it must, and leaves every other character as it is.</summary>
internal sealed class CssInliner
{
    /// <summary>The most selectors of a page. With the size of the page it bounds the work.</summary>
    public const int MaxSelectors = 1000;

    private static readonly string[] Invisible = ["script", "style", "template", "title", "noscript"];

    private readonly HtmlPage _page;
    private readonly List<StyledElement> _elements = [];
    private readonly List<(IElement Element, int Start, int End, StyleSheet Sheet)> _sheets = [];
    private readonly List<TextEdit> _edits = [];
    private bool _isOpen;

    private CssInliner(string html)
    {
        _page = new HtmlPage(html);
        ReadStyles();
        ReadElements();
    }

    public static string Inline(string html, bool removeClasses) => new CssInliner(html).Inline(removeClasses);

    private string Inline(bool removeClasses)
    {
        foreach (var rule in _sheets.SelectMany(s => s.Sheet.Rules))
        {
            Move(rule);
        }

        var rest = new StringBuilder();
        foreach (var sheet in _sheets)
        {
            var left = sheet.Sheet.Rest(keepsAll: _isOpen);
            rest.Append(left);
            _edits.Add(left.AsSpan().Trim().IsEmpty
                ? new TextEdit(sheet.Start, EndOfElement(sheet.End) - sheet.Start, "")
                : new TextEdit(StartTag.Read(_page.Masked, sheet.Start).End, sheet.End - StartTag.Read(_page.Masked, sheet.Start).End, left));
        }

        _edits.AddRange(_elements.Select(e => StyleAttribute.Edit(e, _page)).OfType<TextEdit>());
        if (removeClasses && !_isOpen)
        {
            RemoveClasses(rest.ToString());
        }

        return Apply();
    }

    private void ReadStyles()
    {
        var parser = new CssSelectorParser();
        var selectors = 0;
        foreach (var (element, start) in _page.Elements().Where(e => e.Element.LocalName == "style"))
        {
            var tag = StartTag.Read(_page.Masked, start);
            var end = tag.End + element.TextContent.Length;
            // What a block shows or leaves out, or what is for some media only, stays as it is.
            var isForAll = element.GetAttribute("media") is null or "" or "all" && element.GetAttribute("type") is null or "" or "text/css";
            if (!isForAll || _page.ExpressionsIn(tag.End, end).Any(e => e.IsOfBlock || e.Kind == ExpressionKind.Markup))
            {
                continue;
            }

            var sheet = new StyleSheet(_page.Source[tag.End..end], _sheets.Sum(s => s.Sheet.Rules.Count), parser);
            selectors += sheet.Rules.Sum(r => r.Selectors.Count);
            if (selectors > MaxSelectors)
            {
                throw new TemplateException(TemplateError.Limit, $"The style elements hold more than {MaxSelectors:N0} selectors. Leave out what the email does not use.");
            }

            _sheets.Add((element, start, end, sheet));
        }
    }

    private void ReadElements()
    {
        // Elements that a value or a part brings along are not known before the data is.
        _isOpen = _page.Expressions.Any(e => e.Kind == ExpressionKind.Markup);
        var isInBody = false;
        foreach (var (element, start) in _page.Elements())
        {
            isInBody |= element.LocalName == "body" || (element.ParentElement is { LocalName: "body" });
            if ((!isInBody && element.LocalName != "html") || Invisible.Contains(element.LocalName, StringComparer.Ordinal))
            {
                continue;
            }

            var tag = StartTag.Read(_page.Masked, start);
            var inTag = _page.ExpressionsIn(start, tag.End).ToList();
            if (inTag.Exists(e => !tag.Attributes.Exists(a => e.Start >= a.ValueStart && e.End <= a.ValueEnd)))
            {
                // Attributes that come and go: what the element will be is not known either.
                _isOpen = true;
                continue;
            }

            Fix(element, tag, "class");
            Fix(element, tag, "id");
            _elements.Add(new StyledElement(element, tag));
        }
    }

    private void Fix(IElement element, StartTag tag, string name)
    {
        if (tag.Find(name) is { } attribute && _page.ExpressionsIn(attribute.ValueStart, attribute.ValueEnd).ToList() is { Count: > 0 } expressions)
        {
            element.SetAttribute(name, DynamicClasses.Fixed(_page.Source, attribute.ValueStart, attribute.ValueEnd, expressions));
            _isOpen = true;
        }
    }

    private void Move(MovableRule rule)
    {
        foreach (var selector in rule.Selectors.Where(s => s.Selector is not null))
        {
            foreach (var element in _elements.Where(e => selector.Selector!.Matches(e.Element)))
            {
                element.Add(selector.Selector!.Specificity, rule.Order, rule.Declarations);
                selector.IsMoved = true;
            }
        }
    }

    private void RemoveClasses(string rest)
    {
        foreach (var element in _elements)
        {
            if (element.Tag.Find("class") is { } attribute && !element.Element.ClassList.Any(name => rest.Contains("." + name, StringComparison.Ordinal)))
            {
                var start = char.IsWhiteSpace(_page.Source[attribute.Start - 1]) ? attribute.Start - 1 : attribute.Start;
                _edits.Add(new TextEdit(start, attribute.End - start, ""));
            }
        }
    }

    private int EndOfElement(int contentEnd)
    {
        var close = _page.Masked.IndexOf('>', contentEnd);
        return close < 0 ? _page.Masked.Length : close + 1;
    }

    private string Apply()
    {
        var result = new StringBuilder(_page.Source.Length);
        var position = 0;
        foreach (var edit in _edits.OrderBy(e => e.Start))
        {
            result.Append(_page.Source, position, edit.Start - position).Append(edit.Replacement);
            position = edit.Start + edit.Length;
            if (result.Length > HtmlEmail.MaxBytes)
            {
                throw HtmlEmail.TooLarge("with its styles at its elements");
            }
        }

        return result.Append(_page.Source, position, _page.Source.Length - position).ToString();
    }
}
