namespace Messaging.Templates.Syntax;

/// <summary>The partials that a text defines and shows. A partial may be shown before the place that defines it.</summary>
internal sealed class PartialNames
{
    private readonly HashSet<string> _defined = new(StringComparer.Ordinal);
    private readonly List<(string Name, int Offset)> _shown = [];

    /// <summary>Notes a definition.</summary>
    /// <param name="raw">Its opening tag.</param>
    /// <param name="isInBlock">Whether a block is open around it.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Define(RawTag raw, bool isInBlock)
    {
        if (raw.Tokens is not [{ Kind: TokenKind.Word, Value: "inline" }, { Kind: TokenKind.Text, Value: { Length: > 0 } name }])
        {
            return "A partial is defined like this: {{#*inline \"name\"}}…{{/inline}}.";
        }

        if (isInBlock)
        {
            return "A partial is defined inside a block here. Move its definition out of all blocks, to the beginning of the text.";
        }

        return _defined.Add(name) ? null : $"The partial '{name}' is defined twice. Give one of them another name.";
    }

    public void Show(string name, int offset) => _shown.Add((name, offset));

    public void ReportUndefined(List<SyntaxProblem> problems) =>
        problems.AddRange(_shown.Where(s => !_defined.Contains(s.Name)).Select(s => new SyntaxProblem(s.Offset, UnknownNames.Partial(s.Name, _defined))));
}
