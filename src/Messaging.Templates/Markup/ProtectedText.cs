using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Messaging.Expressions;

namespace Messaging.Markup;

/// <summary>Markdown with words in the place of the template's tags, which Markdown leaves alone wherever they stand.</summary>
internal sealed class ProtectedText
{
    private const int WordLength = 16;

    private readonly string _markdown;
    private readonly IReadOnlyList<Expression> _expressions;
    private readonly string _word;

    public ProtectedText(string markdown)
    {
        _markdown = markdown;
        _expressions = [.. ExpressionScanner.Scan(markdown).Select(WithBackslashes)];
        _word = WordFor(markdown);
        Text = Protect();
    }

    /// <summary>The Markdown for the parser.</summary>
    public string Text { get; }

    /// <summary>The letter that each word begins with.</summary>
    public char FirstLetter => _word[0];

    /// <summary>Whether a line holds nothing but tags of blocks and parts, so that it says where something begins or ends and is no text.</summary>
    public bool IsStructure(ReadOnlySpan<char> line)
    {
        var count = 0;
        foreach (var word in line.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            for (var rest = word.AsSpan(); rest.Length > 0; count++)
            {
                if (NumberOf(rest, out var length) is not { } number || _expressions[number].Kind is ExpressionKind.Value or ExpressionKind.Escaped)
                {
                    return false;
                }

                rest = rest[length..];
            }
        }

        return count > 0;
    }

    /// <summary>Whether a text begins with a tag.</summary>
    public bool BeginsWithTag(string text) => NumberOf(text, out _) is not null;

    /// <summary>Puts the tags back.</summary>
    public string Restore(string html)
    {
        var result = new StringBuilder(html.Length);
        var position = 0;
        for (var next = html.IndexOf(_word, StringComparison.Ordinal); next >= 0; next = html.IndexOf(_word, position, StringComparison.Ordinal))
        {
            var number = NumberOf(html.AsSpan(next), out var length)!.Value;
            result.Append(html, position, next - position).Append(_markdown, _expressions[number].Start, _expressions[number].Length);
            position = next + length;
        }

        return result.Append(html, position, html.Length - position).ToString();
    }

    private string Protect()
    {
        var text = new StringBuilder(_markdown.Length);
        var position = 0;
        for (var i = 0; i < _expressions.Count; i++)
        {
            text.Append(_markdown, position, _expressions[i].Start - position).Append(_word).Append(i.ToString(CultureInfo.InvariantCulture)).Append('x');
            position = _expressions[i].End;
        }

        return text.Append(_markdown, position, _markdown.Length - position).ToString();
    }

    private int? NumberOf(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        if (!text.StartsWith(_word))
        {
            return null;
        }

        var end = text.IndexOf('x');
        length = end + 1;
        return end > 0 && int.TryParse(text[_word.Length..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < _expressions.Count ? number : null;
    }

    // Markdown would take away a backslash that the template needs.
    private Expression WithBackslashes(Expression expression)
    {
        var start = expression.Start;
        while (start > 0 && _markdown[start - 1] == '\\')
        {
            start--;
        }

        return expression with { Start = start };
    }

    // No text holds its own hash.
    private static string WordFor(string markdown) => $"q{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(markdown)))[..WordLength]}z";
}
