namespace Messaging.Templates.Syntax;

/// <summary>Finds the tags of a template text, with the same idea of where a tag begins and ends as the engine that renders it.</summary>
internal sealed class TagScanner(string text, List<SyntaxProblem> problems)
{
    // The engine looks for the end of blank runs with regular expressions whose cost is quadratic in their length.
    private const int MaxBlankRun = 1000;

    private readonly TokenReader _tokens = new(text);
    private int _position;

    /// <summary>The next tag, or null at the end of the text.</summary>
    public RawTag? Next()
    {
        if (!FindOpening())
        {
            return null;
        }

        var start = _position;
        _position += 2;
        var triple = Skip('{');
        var tag = new RawTag { Start = start, IsTriple = triple, TrimBefore = Skip('~') };
        if (triple && Peek == '{')
        {
            return Broken(tag, start, "Four braces in a row are not understood. Write {{name}}, or {{{name}}} for a value that is already HTML.");
        }

        SkipBlanks();
        if (Peek is '#' or '/' or '!' or '>' or '^' or '&' or '*')
        {
            tag.Sign = Peek;
            _position++;
            tag.IsDefinition = tag.Sign == '#' && !char.IsWhiteSpace(At(_position + 1)) && Skip('*');
        }

        return tag.Sign == '!' ? ReadComment(tag) : ReadTokens(tag);
    }

    private char Peek => At(_position);

    private char At(int index) => index < text.Length ? text[index] : '\0';

    private bool Skip(char c)
    {
        var found = Peek == c;
        _position += found ? 1 : 0;
        return found;
    }

    private void SkipBlanks()
    {
        while (_position < text.Length && char.IsWhiteSpace(Peek))
        {
            _position++;
        }
    }

    // A backslash before {{ makes it plain text, and a pair of backslashes stands for itself.
    private bool FindOpening()
    {
        var blanks = 0;
        while (_position < text.Length)
        {
            if (Peek == '{' && At(_position + 1) == '{')
            {
                return true;
            }

            blanks = char.IsWhiteSpace(Peek) ? blanks + 1 : 0;
            if (blanks == MaxBlankRun + 1)
            {
                problems.Add(new SyntaxProblem(_position - MaxBlankRun, $"More than {MaxBlankRun:N0} spaces or blank lines in a row stand here. Delete them."));
            }

            _position += EscapeLength();
        }

        return false;
    }

    private int EscapeLength() => (Peek, At(_position + 1)) switch
    {
        ('\\', '\\') => 2,
        ('\\', '{') => At(_position + 2) == '{' ? 3 : 2,
        _ => 1,
    };

    private RawTag ReadComment(RawTag tag)
    {
        var dashed = string.CompareOrdinal(text, _position, "--", 0, 2) == 0;
        var end = dashed ? text.IndexOf("--}", _position + 2, StringComparison.Ordinal) : text.IndexOf('}', _position);
        if (end < 0)
        {
            _position = text.Length;
            return Report(tag, tag.Start, dashed ? "This comment is not closed. Add --}} where it ends." : "This comment is not closed. Add }} where it ends.");
        }

        _position = end + (dashed ? 2 : 0);
        if (At(_position + 1) != '}')
        {
            return Broken(tag, _position, dashed ? "A single } stands inside this comment. Delete it." : "This comment holds a single }. Begin the comment with {{!-- and end it with --}}.");
        }

        return CloseTag(tag);
    }

    private RawTag ReadTokens(RawTag tag)
    {
        while (true)
        {
            SkipBlanks();
            if (_position >= text.Length)
            {
                return Report(tag, tag.Start, "This tag is not closed. Add }} where it ends.");
            }

            if (Peek == '~' && At(_position + 1) == '}')
            {
                tag.TrimAfter = true;
                _position++;
            }

            if (Peek == '}')
            {
                return CloseTag(tag);
            }

            var problem = _tokens.Read(_position, out var token);
            if (problem is not null)
            {
                return BrokenAt(tag, problem);
            }

            tag.Tokens.Add(token);
            _position = token.End;
        }
    }

    private RawTag CloseTag(RawTag tag)
    {
        var start = _position;
        while (Peek == '}')
        {
            _position++;
        }

        tag.End = _position;
        var count = _position - start;
        var expected = tag.IsTriple ? 3 : 2;
        if (count == expected)
        {
            return tag;
        }

        return Report(tag, start, count switch
        {
            1 => "A single } stands inside this tag. Close the tag with }}.",
            2 => "This tag begins with three braces but ends with two. Use the same number on both sides.",
            3 => "This tag begins with two braces but ends with three. Use the same number on both sides; if the last } is text, put a space before it.",
            _ => "A } right behind a tag is read as part of the tag. Put a space between them.",
        });
    }

    private RawTag BrokenAt(RawTag tag, SyntaxProblem problem)
    {
        // An unclosed tag is best shown where it begins; the one it ran into is read on its own.
        var nested = At(problem.Offset) == '{' && At(problem.Offset + 1) == '{';
        if (nested)
        {
            _position = problem.Offset;
            tag.End = _position;
            return Report(tag, tag.Start, "This tag is not closed. Add }} where it ends.");
        }

        return Broken(tag, problem.Offset, problem.Message);
    }

    private RawTag Broken(RawTag tag, int offset, string message)
    {
        var end = text.IndexOf("}}", offset, StringComparison.Ordinal);
        _position = end < 0 ? text.Length : end + 2;
        while (Peek == '}')
        {
            _position++;
        }

        return Report(tag, offset, message);
    }

    private RawTag Report(RawTag tag, int offset, string message)
    {
        problems.Add(new SyntaxProblem(offset, message));
        tag.IsBroken = true;
        tag.End = _position;
        return tag;
    }
}
