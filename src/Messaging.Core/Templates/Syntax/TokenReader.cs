namespace Messaging.Templates.Syntax;

/// <summary>Reads single tokens inside tags.</summary>
internal sealed class TokenReader(string text)
{
    /// <summary>Reads the token at a place.</summary>
    /// <returns>The problem, or null when there is a token.</returns>
    public SyntaxProblem? Read(int start, out Token token)
    {
        var c = text[start];
        token = default;
        switch (c)
        {
            case '"' or '\'':
                return ReadText(start, c, out token);
            case '(':
                token = new Token(TokenKind.Open, start, start + 1, "(");
                return null;
            case ')':
                token = new Token(TokenKind.Close, start, start + 1, ")");
                return CheckEnd(token);
            case '=':
                token = new Token(TokenKind.Assign, start, start + 1, "=");
                return null;
            case '|':
                return ReadAliases(start, out token);
        }

        if (char.IsAsciiDigit(c) || (c == '-' && char.IsAsciiDigit(At(start + 1))))
        {
            return ReadNumber(start, out token);
        }

        return NameCharacters.StartsName(c) || c is '.' or '@' or '[' ? ReadWord(start, out token) : Unexpected(start);
    }

    private SyntaxProblem? ReadText(int start, char quote, out Token token)
    {
        token = default;
        var value = new System.Text.StringBuilder();
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                token = new Token(TokenKind.Text, start, i + 1, value.ToString());
                return CheckEnd(token);
            }

            if (text[i] == '\\' && At(i + 1) == quote)
            {
                i++;
            }

            value.Append(text[i]);
        }

        return new SyntaxProblem(start, $"The quotation mark that opens here is not closed. Add {quote} where the text ends.");
    }

    private SyntaxProblem? ReadAliases(int start, out Token token)
    {
        var end = text.IndexOfAny(['|', '{', '}'], start + 1);
        var closed = end >= 0 && text[end] == '|';
        token = closed ? new Token(TokenKind.Aliases, start, end + 1, text[(start + 1)..end].Trim()) : default;
        return closed ? null : new SyntaxProblem(start, "The | that opens here is not closed. Names for items are written like this: {{#each items as |item|}}.");
    }

    private SyntaxProblem? ReadNumber(int start, out Token token)
    {
        var end = start + 1;
        while (char.IsAsciiDigit(At(end)) || (At(end) == '.' && char.IsAsciiDigit(At(end + 1))))
        {
            end++;
        }

        var value = text[start..end];
        token = new Token(TokenKind.Number, start, end, value);
        if (NameCharacters.ContinuesName(At(end)))
        {
            return new SyntaxProblem(start, "A name cannot begin with a digit. Put it in square brackets, such as {{[2nd-name]}}.");
        }

        return value.Count(c => c == '.') > 1
            ? new SyntaxProblem(start, $"'{value}' is not a number. Write it like 1500.75, or put it in quotation marks.")
            : CheckEnd(token);
    }

    private SyntaxProblem? ReadWord(int start, out Token token)
    {
        token = default;
        var end = start;
        while (NameCharacters.ContinuesName(At(end)) || At(end) is '.' or '/' or '@' or '[')
        {
            if (At(end) != '[')
            {
                end++;
                continue;
            }

            var close = text.IndexOfAny([']', '{', '}', '\n'], end);
            if (close < 0 || text[close] != ']')
            {
                return new SyntaxProblem(end, "The square bracket that opens here is not closed. Add ] where the name ends.");
            }

            end = close + 1;
        }

        token = new Token(TokenKind.Word, start, end, NameCharacters.WithoutInvisible(text[start..end]));
        return CheckEnd(token);
    }

    private SyntaxProblem? CheckEnd(Token token) =>
        char.IsWhiteSpace(At(token.End)) || At(token.End) is '}' or '~' or ')' or '=' or '\0' ? null : Unexpected(token.End);

    private SyntaxProblem Unexpected(int offset)
    {
        var c = text[offset];
        return new SyntaxProblem(offset, c switch
        {
            '{' => "This tag begins inside another one. Close the one before it with }}.",
            '(' => "Put a space before the parenthesis.",
            '"' or '\'' => "Put a space before the quotation mark.",
            '“' or '”' or '„' or '’' or '‘' or '«' or '»' => "This quotation mark is curly. Use the straight ones: \" or '.",
            _ when char.IsControl(c) || NameCharacters.IsInvisible(c) => $"An invisible character (U+{(int)c:X4}) stands here. Delete it.",
            _ => $"The sign {c} cannot stand here. Names have letters, digits, - and _; put any other name in square brackets, such as {{{{[first name]}}}}.",
        });
    }

    private char At(int index) => index < text.Length ? text[index] : '\0';
}
