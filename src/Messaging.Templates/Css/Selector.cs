using AngleSharp.Css;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;

namespace Messaging.Css;

/// <summary>A selector that can be decided without a reader: elements inside of elements, by name, class, id and attributes. Others are for the mail program.</summary>
/// <remarks>
/// Matched step by step, nearest ancestor first, which is enough as long as there are only descendants and children, and never takes longer than the elements nest deep. Siblings and
/// pseudo-classes such as <c>:first-child</c> depend on what blocks of the template show.
/// </remarks>
internal sealed class Selector
{
    private readonly List<Step> _steps;

    private Selector(List<Step> steps)
    {
        _steps = steps;
        Specificity = steps.Aggregate(Priority.Zero, (sum, step) => sum + step.Compound.Specificity);
    }

    /// <summary>Its weight in the cascade.</summary>
    public Priority Specificity { get; }

    /// <summary>Reads a selector, or returns null for one that the mail program must decide.</summary>
    public static Selector? TryRead(string text, CssSelectorParser parser)
    {
        var steps = new List<Step>();
        var (start, isChild, depth) = (0, false, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : ' ';
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (depth == 0 && (c is ':' or '+' or '~' or '\\' or '|' or '&'))
            {
                return null;
            }

            if (depth != 0 || (c != '>' && !char.IsWhiteSpace(c)))
            {
                continue;
            }

            if (i > start)
            {
                if (parser.ParseSelector(text[start..i]) is not { } compound)
                {
                    return null;
                }

                steps.Add(new Step(compound, isChild));
                isChild = false;
            }

            isChild |= c == '>';
            start = i + 1;
        }

        return steps.Count == 0 || isChild || steps[0].IsChild ? null : new Selector(steps);
    }

    /// <summary>Whether an element is meant.</summary>
    public bool Matches(IElement element)
    {
        var (last, candidate) = (_steps.Count - 1, (IElement?)element);
        var isAnchored = true;
        while (candidate is not null)
        {
            var next = MatchChildren(candidate, ref last);
            if (next.IsMatch)
            {
                if (last < 0)
                {
                    return true;
                }

                candidate = next.Above;
                isAnchored = false;
                continue;
            }

            if (isAnchored)
            {
                return false;
            }

            candidate = candidate.ParentElement;
        }

        return false;
    }

    // Steps that are children of each other must match without a gap.
    private (bool IsMatch, IElement? Above) MatchChildren(IElement element, ref int last)
    {
        var (step, current) = (last, (IElement?)element);
        while (current is not null && _steps[step].Compound.Match(current, null))
        {
            current = current.ParentElement;
            if (!_steps[step--].IsChild)
            {
                last = step;
                return (true, current);
            }
        }

        return (false, null);
    }

    private sealed record Step(ISelector Compound, bool IsChild);
}
