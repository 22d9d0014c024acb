namespace Messaging.Templates.Syntax;

/// <summary>The blocks that are open at a place in a text, and the scope they make.</summary>
internal sealed class BlockStack(SourceText source, VariableCollector variables, List<SyntaxProblem> problems)
{
    /// <summary>How deep blocks may nest, further conditions counted: the renderer's compiler calls itself once for each.</summary>
    public const int MaxDepth = 32;

    private readonly List<OpenBlock> _open = [];

    /// <summary>What names are looked up from.</summary>
    public TemplateScope Scope { get; private set; } = new(null, ScopeKind.Root, "", []);

    /// <summary>Whether blocks are nested too deep, so that looking any further is a waste.</summary>
    public bool IsTooDeep { get; private set; }

    public bool IsEmpty => _open.Count == 0;

    /// <summary>The partial that is being defined, or null.</summary>
    public string? Partial => _open.Find(b => b.Kind == BlockKind.Inline)?.Tag.Partial;

    /// <summary>Opens a block.</summary>
    /// <param name="tag">Its opening tag.</param>
    /// <param name="name">The name its closing tag must have.</param>
    /// <param name="aliases">The names it gives to its value and index.</param>
    /// <param name="usesFrom">The first variable in its opening tag.</param>
    public void Open(TemplateTag tag, string name, IReadOnlyList<string> aliases, int usesFrom)
    {
        _open.Add(new OpenBlock { Kind = tag.Block!.Value, Name = name, Tag = tag, Outer = Scope, Uses = (usesFrom, variables.Count) });
        CheckDepth(tag.Raw);
        var subject = tag.Arguments.Count > 0 ? SubjectPath(tag.Arguments[0]) : null;
        Scope = tag.Block switch
        {
            BlockKind.Each => new TemplateScope(Scope, ScopeKind.Each, subject is null ? null : subject + "[]", aliases),
            BlockKind.With => new TemplateScope(Scope, ScopeKind.With, subject, aliases),
            BlockKind.Inline => new TemplateScope(null, ScopeKind.Partial, "", []),
            _ => Scope,
        };
    }

    /// <summary>The path of a value that becomes the scope of a block or partial, from the root of the text or of the partial it stands in.</summary>
    public string? SubjectPath(TemplateExpression expression) =>
        expression is PathExpression path && (Partial is null || path.Variable != WrittenPath.Root) ? path.DataPath : null;

    /// <summary>Passes to the other case of the innermost block.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Else(RawTag raw, bool isPlain)
    {
        if (_open.Count == 0 || _open[^1].Kind == BlockKind.Inline)
        {
            return "{{else}} stands outside of a block. It belongs between {{#if}} and {{/if}}, or inside another block.";
        }

        var block = _open[^1];
        if (block.HasPlainElse)
        {
            return $"This block already has an {{{{else}}}}, which must be the last one before {{{{/{block.Name}}}}}.";
        }

        if (!block.Tag.HasElse)
        {
            block.Tag.HasElse = true;
            variables.Relax(block.Uses.From, block.Uses.To);
            Scope = block.Kind == BlockKind.Each ? new TemplateScope(block.Outer, ScopeKind.EachElse, block.Outer.Path, []) : block.Outer;
        }

        block.HasPlainElse = isPlain;
        block.Branches += isPlain ? 0 : 1;
        CheckDepth(raw);
        return null;
    }

    /// <summary>Closes the innermost block of a name, with the blocks left open inside it.</summary>
    /// <returns>What was closed, or null when nothing of the name is open.</returns>
    public BlockKind? Close(RawTag raw, string name)
    {
        var index = _open.FindLastIndex(b => string.Equals(b.Name, name, StringComparison.Ordinal));
        if (index < 0)
        {
            var hint = IsEmpty ? "No block is open here. Delete the tag." : $"The block that is open here is closed with {{{{/{_open[^1].Name}}}}}.";
            problems.Add(new SyntaxProblem(raw.Start, $"{{{{/{name}}}}} closes nothing. {hint}"));
            return null;
        }

        foreach (var inner in _open.Skip(index + 1).Where(b => b.Kind != BlockKind.Unknown))
        {
            var (line, _) = source.PositionOf(inner.Tag.Raw.Start);
            problems.Add(new SyntaxProblem(
                raw.Start, $"{{{{/{name}}}}} stands where {inner.Written} from line {line} is still open. Add {{{{/{inner.Name}}}}} before it."));
        }

        var block = _open[index];
        _open.RemoveRange(index, _open.Count - index);
        Scope = block.Outer;
        return block.Kind;
    }

    public void ReportUnclosed()
    {
        foreach (var block in _open.Where(b => b.Kind != BlockKind.Unknown))
        {
            problems.Add(new SyntaxProblem(block.Tag.Raw.Start, $"The block {block.Written} is not closed. Add {{{{/{block.Name}}}}} where it ends."));
        }
    }

    private void CheckDepth(RawTag raw)
    {
        if (_open.Sum(b => 1 + b.Branches) == MaxDepth + 1)
        {
            IsTooDeep = true;
            problems.Add(new SyntaxProblem(raw.Start, $"Blocks are nested more than {MaxDepth} deep here, each {{{{else if}}}} counted. Take some of them out."));
        }
    }
}
