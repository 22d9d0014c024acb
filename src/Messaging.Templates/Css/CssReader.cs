using System.Text.RegularExpressions;

namespace Messaging.Css;

/// <summary>
/// Takes a style sheet apart without changing a character of what it says: a full parser writes colours anew, in forms that mail programs do not know, and drops the properties that only these know.
/// </summary>
/// <param name="css">The style sheet with the tags of templates masked, which shows its structure.</param>
/// <param name="source">The same as it was written.</param>
internal sealed partial class CssReader(string css, string source)
{
    /// <summary>The statements within a range.</summary>
    public IReadOnlyList<CssRule> Rules(Range range)
    {
        var (position, length) = range.GetOffsetAndLength(css.Length);
        var end = position + length;
        var rules = new List<CssRule>();
        while ((position = SkipBlanks(position, end)) < end)
        {
            var start = position;
            var isAtRule = css[start] == '@';
            position = Find(start, end, isAtRule ? "{;" : "{");
            if (position < end && css[position] == '{')
            {
                var close = Find(position + 1, end, "}");
                rules.Add(new CssRule(start, position, Math.Min(close + 1, end), isAtRule));
                position = close + 1;
            }
            else
            {
                rules.Add(new CssRule(start, -1, Math.Min(position + 1, end), isAtRule));
                position++;
            }
        }

        return rules;
    }

    /// <summary>The declarations within a range, such as the body of a rule or a <c>style</c> attribute. What is none is left out.</summary>
    public IReadOnlyList<Declaration> Declarations(Range range)
    {
        var declarations = new List<Declaration>();
        foreach (var (start, end) in Split(range, ";"))
        {
            var begin = SkipBlanks(start, end);
            var colon = css.IndexOf(':', begin, end - begin);
            if (colon <= begin)
            {
                continue;
            }

            var value = source[(colon + 1)..end].Trim();
            var important = Important().Match(value);
            var property = source[begin..colon].Trim();
            declarations.Add(new Declaration(
                property.StartsWith("--", StringComparison.Ordinal) ? property : property.ToLowerInvariant(), important.Success ? value[..important.Index].TrimEnd() : value, important.Success, begin + source[begin..end].TrimEnd().Length));
        }

        return declarations;
    }

    /// <summary>The selectors of a rule, which commas separate.</summary>
    public IReadOnlyList<string> Selectors(CssRule rule) => [.. Split(rule.Start..rule.Block, ",").Select(part => Comment().Replace(source[part.Start..part.End], "").Trim())];

    private List<(int Start, int End)> Split(Range range, string separator)
    {
        var (position, length) = range.GetOffsetAndLength(css.Length);
        var end = position + length;
        var parts = new List<(int, int)>();
        while (position < end)
        {
            var next = Find(position, end, separator);
            parts.Add((position, Math.Min(next, end)));
            position = next + 1;
        }

        return parts;
    }

    // The next of some characters outside of strings, comments, parentheses, brackets and nested blocks; the end if there is none.
    private int Find(int position, int end, string characters)
    {
        var depth = 0;
        while (position < end)
        {
            var c = css[position];
            if (depth == 0 && characters.Contains(c, StringComparison.Ordinal))
            {
                return position;
            }

            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' && depth > 0 ? -1 : 0;
            position = c switch
            {
                '"' or '\'' => EndOfString(position, end),
                '\\' => position + 2,
                '/' when IsComment(position, end) => EndOfComment(position, end),
                _ => position + 1,
            };
        }

        return end;
    }

    private int EndOfString(int position, int end)
    {
        var quote = css[position++];
        while (position < end && css[position] != quote && css[position] != '\n')
        {
            position += css[position] == '\\' ? 2 : 1;
        }

        return position + 1;
    }

    private bool IsComment(int position, int end) => position + 1 < end && css[position] == '/' && css[position + 1] == '*';

    private int EndOfComment(int position, int end)
    {
        var close = css.IndexOf("*/", Math.Min(position + 2, end), StringComparison.Ordinal);
        return close < 0 || close + 2 > end ? end : close + 2;
    }

    // Style sheets may still stand in the comment that once hid them from old browsers.
    private int SkipBlanks(int position, int end)
    {
        while (position < end)
        {
            if (char.IsWhiteSpace(css[position]) || css[position] is ';' or '}')
            {
                position++;
            }
            else if (IsComment(position, end))
            {
                position = EndOfComment(position, end);
            }
            else if (string.CompareOrdinal(css, position, "<!--", 0, 4) == 0)
            {
                position += 4;
            }
            else if (string.CompareOrdinal(css, position, "-->", 0, 3) == 0)
            {
                position += 3;
            }
            else
            {
                break;
            }
        }

        return position;
    }

    [GeneratedRegex(@"!\s*important\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Important();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();
}
