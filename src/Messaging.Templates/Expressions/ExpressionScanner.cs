namespace Messaging.Expressions;

/// <summary>Finds the tags of a template, so that what reads HTML, CSS or Markdown can step over them.</summary>
/// <remarks>Lenient: a tag that is not closed is plain text here. Whether tags are in order is for the engine to say.</remarks>
internal static class ExpressionScanner
{
    /// <summary>All tags, and braces that are none because of a backslash, in the order of the text.</summary>
    public static IReadOnlyList<Expression> Scan(string text)
    {
        var found = new List<Expression>();
        var position = 0;
        while ((position = text.IndexOf("{{", position, StringComparison.Ordinal)) >= 0)
        {
            if (IsEscaped(text, position))
            {
                found.Add(new Expression(position - 1, position + 2, ExpressionKind.Escaped));
                position += 2;
                continue;
            }

            var end = EndOf(text, position);
            if (end < 0)
            {
                break;
            }

            found.Add(new Expression(position, end, KindOf(text.AsSpan(position, end - position))));
            position = end;
        }

        return found;
    }

    /// <summary>The text with every tag replaced by as many of one character, so that each place stays where it is.</summary>
    public static string Mask(string text, IReadOnlyList<Expression> expressions, Func<Expression, char> filler) => string.Create(text.Length, (text, expressions, filler), static (span, state) =>
    {
        state.text.CopyTo(span);
        foreach (var expression in state.expressions)
        {
            span[expression.Start..expression.End].Fill(state.filler(expression));
        }
    });

    // An odd number of backslashes makes the braces plain text.
    private static bool IsEscaped(string text, int position)
    {
        var count = 0;
        while (position - count > 0 && text[position - count - 1] == '\\')
        {
            count++;
        }

        return count % 2 == 1;
    }

    private static int EndOf(string text, int start)
    {
        var content = text.AsSpan(start).TrimStart("{~ ");
        if (content.StartsWith("!--"))
        {
            var dashes = text.IndexOf("--", text.Length - content.Length + 3, StringComparison.Ordinal);
            return dashes < 0 ? -1 : Behind(text, text.IndexOf("}}", dashes, StringComparison.Ordinal));
        }

        if (content.StartsWith('!'))
        {
            return Behind(text, text.IndexOf("}}", start, StringComparison.Ordinal));
        }

        var quote = '\0';
        for (var i = text.Length - content.Length; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '}' && i + 1 < text.Length && text[i + 1] == '}')
            {
                return Behind(text, i);
            }
        }

        return -1;
    }

    private static int Behind(string text, int braces)
    {
        var end = braces;
        while (end >= 0 && end < text.Length && text[end] == '}')
        {
            end++;
        }

        return end;
    }

    private static ExpressionKind KindOf(ReadOnlySpan<char> tag)
    {
        if (tag.StartsWith("{{{"))
        {
            return ExpressionKind.Markup;
        }

        var content = tag.TrimStart("{~ ");
        return content[0] switch
        {
            '#' => ExpressionKind.Open,
            '/' => ExpressionKind.Close,
            '!' => ExpressionKind.Comment,
            '>' => ExpressionKind.Markup,
            '^' => ExpressionKind.Else,
            _ => content.StartsWith("else") && (content.Length == 4 || content[4] is '}' or '~' || char.IsWhiteSpace(content[4])) ? ExpressionKind.Else : ExpressionKind.Value,
        };
    }
}
