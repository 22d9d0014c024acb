namespace Messaging.Templates.Syntax;

/// <summary>Makes expressions of the tokens of one tag.</summary>
internal sealed class ExpressionParser(string text, IReadOnlyList<Token> tokens, TemplateScope scope, string? partial, VariableCollector variables, List<SyntaxProblem> problems)
{
    private const int MaxDepth = 8;

    private int _next;

    /// <summary>Reads a helper's values up to the end of the tag.</summary>
    /// <param name="signature">The helper.</param>
    /// <param name="from">The first token to read.</param>
    /// <param name="offset">Where the helper stands.</param>
    /// <param name="isRequired">Whether its values must exist.</param>
    /// <returns>The values, or null when a problem was reported.</returns>
    public IReadOnlyList<TemplateExpression>? ReadArguments(HelperSignature signature, int from, int offset, bool isRequired)
    {
        _next = from;
        return ReadArguments(signature, offset, isRequired, depth: 0);
    }

    /// <summary>Reads one value that must be the last thing in the tag.</summary>
    public TemplateExpression? ReadOnly(int from, bool isRequired)
    {
        _next = from;
        var value = ReadValue(isRequired, depth: 0);
        return value is null || _next == tokens.Count ? value : Report(tokens[_next].Start, "Nothing more can follow here. Close the tag with }}.");
    }

    /// <summary>Reads a helper call that makes up the rest of the tag.</summary>
    public CallExpression? ReadCall(int from)
    {
        _next = from;
        return ReadCall(isRequired: true, depth: 0);
    }

    private List<TemplateExpression>? ReadArguments(HelperSignature signature, int offset, bool isRequired, int depth)
    {
        var values = new List<TemplateExpression>();
        while (_next < tokens.Count && tokens[_next].Kind != TokenKind.Close)
        {
            var value = ReadValue(isRequired && !signature.IsOptional(values.Count), depth);
            if (value is null)
            {
                return null;
            }

            values.Add(value);
        }

        if (_next < tokens.Count && depth == 0)
        {
            Report(tokens[_next].Start, "This ) closes nothing. Delete it.");
            return null;
        }

        if (signature.Check(values.Count) is { } problem)
        {
            Report(offset, problem);
            return null;
        }

        return values;
    }

    private TemplateExpression? ReadValue(bool isRequired, int depth)
    {
        var token = tokens[_next++];
        if (_next < tokens.Count && tokens[_next].Kind == TokenKind.Assign)
        {
            return Report(token.Start, $"Values are given without a name here: leave out '{token.Value}='.");
        }

        switch (token.Kind)
        {
            case TokenKind.Text or TokenKind.Number:
            case TokenKind.Word when token.Value is "true" or "false" or "null":
                return new LiteralExpression(token.Start, text[token.Start..token.End]);
            case TokenKind.Word:
                return ReadPath(token, isRequired);
            case TokenKind.Open:
                return ReadNested(token, isRequired, depth + 1);
            case TokenKind.Aliases:
                return Report(token.Start, "Names between | | belong behind 'as' in {{#each}} and {{#with}}: {{#each items as |item|}}.");
            default:
                return Report(token.Start, $"The sign {token.Value} cannot stand here.");
        }
    }

    private CallExpression? ReadNested(Token open, bool isRequired, int depth)
    {
        if (depth > MaxDepth)
        {
            return ReportCall(open.Start, $"Helpers are nested more than {MaxDepth} deep here. Take some of them out.");
        }

        var call = ReadCall(isRequired, depth);
        if (call is null)
        {
            return null;
        }

        return _next < tokens.Count && tokens[_next++].Kind == TokenKind.Close ? call : ReportCall(open.Start, "This ( is not closed. Add ) where the helper's values end.");
    }

    private CallExpression? ReadCall(bool isRequired, int depth)
    {
        if (_next >= tokens.Count || tokens[_next].Kind != TokenKind.Word)
        {
            return ReportCall(tokens[Math.Min(_next, tokens.Count - 1)].Start, "A helper's name belongs here, such as (lookup prices \"basic\").");
        }

        var name = tokens[_next++];
        var signature = HelperSignature.FindValue(name.Value);
        if (signature is null)
        {
            return ReportCall(name.Start, UnknownNames.Helper(name.Value, _next < tokens.Count ? tokens[_next] : null));
        }

        var arguments = ReadArguments(signature, name.Start, isRequired, depth);
        return arguments is null ? null : new CallExpression(name.Start, signature.Name, arguments);
    }

    private PathExpression? ReadPath(Token token, bool isRequired)
    {
        if (WrittenPath.Read(token.Value, out var written) is { } problem)
        {
            return ReportPath(token.Start, problem);
        }

        var resolved = PathResolution.Resolve(written, token.Value, scope);
        if (resolved.Problem is not null)
        {
            return ReportPath(token.Start, resolved.Problem);
        }

        variables.Note(partial, resolved.DataPath, resolved.IsAbsolute, isRequired, token.Start);
        return new PathExpression(token.Start, token.Value, resolved.Up, resolved.Variable, resolved.Segments, resolved.DataPath);
    }

    private TemplateExpression? Report(int offset, string message)
    {
        problems.Add(new SyntaxProblem(offset, message));
        return null;
    }

    private CallExpression? ReportCall(int offset, string message) => (CallExpression?)Report(offset, message);

    private PathExpression? ReportPath(int offset, string message) => (PathExpression?)Report(offset, message);
}
