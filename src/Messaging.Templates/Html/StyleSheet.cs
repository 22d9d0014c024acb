using System.Text;
using AngleSharp.Css.Parser;
using Messaging.Css;
using Messaging.Expressions;

namespace Messaging.Html;

/// <summary>The content of one <c>style</c> element: which rules can be moved to elements, and what is left in the head.</summary>
internal sealed class StyleSheet
{
    // Rules inside of these apply under a condition.
    private static readonly string[] Conditional = ["@media", "@supports", "@container", "@layer"];

    private const int MaxDepth = 8;

    private readonly string _source;
    private readonly CssReader _reader;
    private readonly IReadOnlyList<CssRule> _rules;
    private readonly Dictionary<int, MovableRule> _movable;

    public StyleSheet(string source, int order, CssSelectorParser parser)
    {
        _source = source;
        _reader = new CssReader(ExpressionScanner.Mask(source, ExpressionScanner.Scan(source), _ => 'x'), source);
        _rules = _reader.Rules(..source.Length);
        Rules = [.. _rules.Where(r => r is { IsAtRule: false, Block: >= 0 }).Select(r => Read(r, order++, parser))];
        _movable = Rules.ToDictionary(r => r.Rule.Start);
    }

    /// <summary>The rules outside of media queries.</summary>
    public IReadOnlyList<MovableRule> Rules { get; }

    /// <summary>What is left when the moved selectors are taken out.</summary>
    /// <param name="keepsAll">Whether all rules stay as well, for elements that are not known yet.</param>
    public string Rest(bool keepsAll)
    {
        var rest = new StringBuilder();
        var position = 0;
        foreach (var rule in _rules)
        {
            var text = Rest(rule, keepsAll);
            if (text.Length > 0)
            {
                rest.Append(_source, position, rule.Start - position).Append(text);
            }

            position = rule.End;
        }

        return rest.Append(_source, position, _source.Length - position).ToString();
    }

    private MovableRule Read(CssRule rule, int order, CssSelectorParser parser) =>
        new(rule, order, _reader.Declarations(rule.Body(_source)), [.. _reader.Selectors(rule).Select(s => new MovableSelector(s, Selector.TryRead(s, parser)))]);

    private string Rest(CssRule rule, bool keepsAll)
    {
        if (!_movable.TryGetValue(rule.Start, out var movable))
        {
            return Strengthened(rule, depth: 0);
        }

        var block = _source[rule.Block..rule.End];
        var kept = movable.Selectors.Where(s => s.Selector is not null && (keepsAll || !s.IsMoved)).Select(s => s.Text).ToList();
        var left = movable.Selectors.Where(s => s.Selector is null).Select(s => s.Text).ToList();
        var plain = kept.Count == 0 ? "" : $"{string.Join(", ", kept)} {block}";
        var strong = left.Count == 0 ? "" : $"{string.Join(", ", left)} {StrongBlock(rule.Block, rule)}";
        return plain.Length > 0 && strong.Length > 0 ? $"{plain}\n{strong}" : plain + strong;
    }

    private bool IsConditional(CssRule rule) => Conditional.Any(name => _source.AsSpan(rule.Start).StartsWith(name, StringComparison.OrdinalIgnoreCase));

    // What was moved to an element beats what is left in the head, unless that is important.
    private string Strengthened(CssRule rule, int depth)
    {
        if (rule.Block < 0 || depth > MaxDepth || (rule.IsAtRule && !IsConditional(rule)))
        {
            return _source[rule.Start..rule.End];
        }

        if (!rule.IsAtRule)
        {
            return StrongBlock(rule.Start, rule);
        }

        var text = new StringBuilder();
        var position = rule.Start;
        foreach (var inner in _reader.Rules(rule.Body(_source)))
        {
            text.Append(_source, position, inner.Start - position).Append(Strengthened(inner, depth + 1));
            position = inner.End;
        }

        return text.Append(_source, position, rule.End - position).ToString();
    }

    private string StrongBlock(int start, CssRule rule)
    {
        var text = new StringBuilder();
        var position = start;
        foreach (var declaration in _reader.Declarations(rule.Body(_source)).Where(d => !d.IsImportant))
        {
            text.Append(_source, position, declaration.End - position).Append(" !important");
            position = declaration.End;
        }

        return text.Append(_source, position, rule.End - position).ToString();
    }
}
