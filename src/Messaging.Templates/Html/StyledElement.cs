using AngleSharp.Css;
using AngleSharp.Dom;
using Messaging.Css;

namespace Messaging.Html;

/// <summary>An element that rules can be moved to, and the declarations that it has got.</summary>
internal sealed class StyledElement(IElement element, StartTag tag)
{
    private readonly List<(Priority Specificity, int Order, Declaration Declaration)> _declarations = [];

    public IElement Element => element;

    public StartTag Tag => tag;

    public void Add(Priority specificity, int order, IReadOnlyList<Declaration> declarations) => _declarations.AddRange(declarations.Select(d => (specificity, order, d)));

    /// <summary>What belongs before and behind the element's own style. A weaker declaration of the same property is left out, but not one of the same rule: it is there for readers that do not know the other.</summary>
    /// <param name="own">The declarations that the element has already.</param>
    public (string Before, string Behind) Styles(IReadOnlyList<Declaration> own)
    {
        var important = Cascade(isImportant: true);
        var before = Cascade(isImportant: false).Where(d => !own.Concat(important).Any(o => o.Property == d.Property));
        var behind = important.Where(d => own.LastOrDefault(o => o.Property == d.Property)?.Value != d.Value);
        return (Text(before), Text(behind));
    }

    private List<Declaration> Cascade(bool isImportant)
    {
        var ordered = _declarations.Where(d => d.Declaration.IsImportant == isImportant).OrderBy(d => d.Specificity).ThenBy(d => d.Order).ToList();
        var winners = new Dictionary<string, (Priority, int)>(StringComparer.Ordinal);
        foreach (var (specificity, order, declaration) in ordered)
        {
            winners[declaration.Property] = (specificity, order);
        }

        return [.. ordered.Where(d => winners[d.Declaration.Property] == (d.Specificity, d.Order)).Select(d => d.Declaration)];
    }

    private static string Text(IEnumerable<Declaration> declarations) => string.Join("; ", declarations.Select(d => $"{d.Property}: {d.Value}"));
}
