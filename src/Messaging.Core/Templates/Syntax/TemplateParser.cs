namespace Messaging.Templates.Syntax;

/// <summary>Reads a template text: finds its tags, matches blocks with their ends, resolves every path, and words what is wrong for a person who writes templates but not code.</summary>
internal sealed class TemplateParser
{
    /// <summary>The most tags a text may have; the time to compile it is proportional to them.</summary>
    public const int MaxTags = 2000;

    private readonly SourceText _source;
    private readonly IReadOnlyCollection<string> _known;
    private readonly List<SyntaxProblem> _problems = [];
    private readonly VariableCollector _variables = new();
    private readonly PartialNames _partials = new();
    private readonly BlockStack _blocks;

    private TemplateParser(SourceText source, IReadOnlyCollection<string> known)
    {
        (_source, _known) = (source, known);
        _blocks = new BlockStack(source, _variables, _problems);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="source">The text.</param>
    /// <param name="known">The partials that are defined elsewhere.</param>
    public static ParsedTemplate Parse(SourceText source, IReadOnlyCollection<string>? known = null) => new TemplateParser(source, known ?? []).Run();

    private ParsedTemplate Run()
    {
        var tags = new List<TemplateTag>();
        var scanner = new TagScanner(_source.Text, _problems);
        var count = 0;
        while (!_blocks.IsTooDeep && scanner.Next() is { } raw)
        {
            if (++count > MaxTags)
            {
                Report(raw.Start, $"This text has more than {MaxTags:N0} tags. Split it up.");
                break;
            }

            if (Read(raw) is { } tag)
            {
                tags.Add(tag);
            }
        }

        if (count <= MaxTags && !_blocks.IsTooDeep)
        {
            _blocks.ReportUnclosed();
            _partials.ReportUndefined(_known, _problems);
        }

        var variables = _variables.ToList();
        return new ParsedTemplate(_source, tags, variables, _problems.OrderBy(p => p.Offset).ToList())
        {
            Includes = _variables.Shown.Where(s => !_partials.IsDefined(s.Name)).ToList(),
        };
    }

    private TemplateTag? Read(RawTag raw)
    {
        var name = raw.Tokens.Count > 0 && raw.Tokens[0].Kind == TokenKind.Word ? raw.Tokens[0].Value : "";
        if (raw.IsBroken)
        {
            return raw.Sign == '#' ? OpenUnknown(raw, name) : null;
        }

        if (raw.Sign is not ('\0' or '!') && raw.IsTriple)
        {
            return Report(raw.Start, "Tags of blocks and partials have two braces on each side, not three.");
        }

        return raw.Sign switch
        {
            '!' => new TemplateTag { Raw = raw, Kind = TagKind.Comment },
            '#' when raw.IsDefinition => ReadDefinition(raw, name),
            '#' => ReadOpening(raw, name),
            '/' => ReadClosing(raw, name),
            '>' => ReadPartial(raw),
            '&' => Report(raw.Start, "The sign & is not understood. For a value that is already HTML, write {{{name}}}."),
            '*' => Report(raw.Start, "The sign * cannot stand here. A partial is defined with {{#*inline \"name\"}}…{{/inline}}."),
            '^' => Report(raw.Start, "The sign ^ is not understood. Write {{else}}, or {{#unless name}}…{{/unless}}."),
            _ => name == "else" ? ReadElse(raw) : ReadMustache(raw),
        };
    }

    private TemplateTag? ReadMustache(RawTag raw)
    {
        if (raw.Tokens.Count == 0)
        {
            return Report(raw.Start, "This tag is empty. Write a name between the braces, such as {{firstName}}.");
        }

        var first = raw.Tokens[0];
        if (first.Kind == TokenKind.Open)
        {
            return Report(first.Start, "A tag does not begin with a parenthesis. Write the helper directly behind the braces, such as {{currency amount}}.");
        }

        if (first.Kind != TokenKind.Word || first.Value is "true" or "false" or "null")
        {
            return Report(first.Start, "A tag shows a value from the data. Text and numbers need no braces: write them as they are.");
        }

        var value = raw.Tokens.Count == 1 ? Expressions(raw).ReadOnly(0, isRequired: true) : Expressions(raw).ReadCall(0);
        return value is null ? null : new TemplateTag { Raw = raw, Kind = TagKind.Value, Arguments = [value] };
    }

    private TemplateTag? ReadOpening(RawTag raw, string name)
    {
        if (HelperSignature.FindBlock(name) is not { } kind)
        {
            Report(raw.Tokens.Count > 0 ? raw.Tokens[0].Start : raw.Start, name.Length == 0
                ? "The name of a block is missing behind #. Write it like this: {{#if name}}…{{/if}}"
                : UnknownNames.Block(name, raw.Tokens.Count > 1));
            return OpenUnknown(raw, name);
        }

        var usesFrom = _variables.Count;
        var aliases = BlockAliases.Take(raw.Tokens, kind, _problems);
        var isRequired = kind is BlockKind.Each or BlockKind.With;
        var arguments = aliases is null ? null : Expressions(raw).ReadArguments(HelperSignature.Blocks[kind], 1, raw.Tokens[0].Start, isRequired);
        if (arguments is null)
        {
            return OpenUnknown(raw, name);
        }

        var tag = new TemplateTag { Raw = raw, Kind = TagKind.Open, Block = kind, Arguments = arguments };
        _blocks.Open(tag, name, aliases!, usesFrom);
        return tag;
    }

    private TemplateTag? OpenUnknown(RawTag raw, string name)
    {
        _blocks.Open(new TemplateTag { Raw = raw, Kind = TagKind.Open, Block = BlockKind.Unknown }, name, [], _variables.Count);
        return null;
    }

    private TemplateTag? ReadDefinition(RawTag raw, string name)
    {
        var isWellFormed = name == "inline" && raw.Tokens.Count == 2 && raw.Tokens[1] is { Kind: TokenKind.Text, Value.Length: > 0 };
        var problem = !isWellFormed ? "A partial is defined like this: {{#*inline \"name\"}}…{{/inline}}."
            : !_blocks.IsEmpty ? "A partial is defined inside a block here. Move its definition out of all blocks, to the beginning of the text."
            : !_partials.Define(raw.Tokens[1].Value) ? $"The partial '{raw.Tokens[1].Value}' is defined twice. Give one of them another name."
            : null;
        if (problem is not null)
        {
            Report(raw.Start, problem);
            return OpenUnknown(raw, name);
        }

        var tag = new TemplateTag { Raw = raw, Kind = TagKind.Open, Block = BlockKind.Inline, Partial = raw.Tokens[1].Value };
        _blocks.Open(tag, name, [], _variables.Count);
        return tag;
    }

    private TemplateTag? ReadElse(RawTag raw)
    {
        if (_blocks.Else(raw, isPlain: raw.Tokens.Count == 1) is { } problem)
        {
            return Report(raw.Start, problem);
        }

        if (raw.Tokens.Count == 1)
        {
            return new TemplateTag { Raw = raw, Kind = TagKind.Else };
        }

        var name = raw.Tokens[1];
        if (name.Kind != TokenKind.Word || HelperSignature.FindBlock(name.Value) is not { } kind || kind is BlockKind.Each or BlockKind.With)
        {
            return Report(name.Start, "Behind else, only if, unless or ifEquals can follow, such as {{else if name}}.");
        }

        var arguments = Expressions(raw).ReadArguments(HelperSignature.Blocks[kind], 2, name.Start, isRequired: false);
        return arguments is null ? null : new TemplateTag { Raw = raw, Kind = TagKind.Else, Block = kind, Arguments = arguments };
    }

    private TemplateTag? ReadClosing(RawTag raw, string name)
    {
        if (name.Length == 0 || raw.Tokens.Count > 1)
        {
            return Report(raw.Start, "A closing tag has just the name of its block, such as {{/if}}.");
        }

        return _blocks.Close(raw, name) is { } kind and not BlockKind.Unknown ? new TemplateTag { Raw = raw, Kind = TagKind.Close, Block = kind } : null;
    }

    private TemplateTag? ReadPartial(RawTag raw)
    {
        if (raw.Tokens.Count == 0 || raw.Tokens[0].Kind is not (TokenKind.Word or TokenKind.Text))
        {
            return Report(raw.Start, "The name of a partial is missing. Write it like this: {{> name}}, or {{> name item}} to show it for a value.");
        }

        var name = raw.Tokens[0];
        _partials.Show(name.Value, name.Start);
        var value = raw.Tokens.Count == 1
            ? new PathExpression(name.Start, "this", 0, null, [], _blocks.Scope.Path)
            : Expressions(raw).ReadOnly(1, isRequired: true);
        if (value is null)
        {
            return null;
        }

        _variables.NotePartial(_blocks.Partial, _blocks.SubjectPath(value), name.Start, name.Value);
        return new TemplateTag { Raw = raw, Kind = TagKind.Partial, Partial = name.Value, Arguments = [value] };
    }

    private ExpressionParser Expressions(RawTag raw) => new(_source.Text, raw.Tokens, _blocks.Scope, _blocks.Partial, _variables, _problems);

    private TemplateTag? Report(int offset, string message)
    {
        _problems.Add(new SyntaxProblem(offset, message));
        return null;
    }
}
