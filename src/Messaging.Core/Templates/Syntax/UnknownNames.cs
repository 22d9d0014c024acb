namespace Messaging.Templates.Syntax;

/// <summary>What to say about names that nothing is known by.</summary>
internal static class UnknownNames
{
    private static readonly IReadOnlyList<string> Values = HelperSignature.Values.Select(s => s.Name).ToList();

    private static readonly IReadOnlyList<string> Blocks = HelperSignature.Blocks.Values.Select(s => s.Name).ToList();

    /// <summary>For a word that is followed by values although it is no helper.</summary>
    public static string Helper(string name, Token? next)
    {
        if (HelperSignature.FindBlock(name) is { } kind)
        {
            return $"'{name}' surrounds text, so it begins with #. Write it like this: {HelperSignature.Blocks[kind].Example}";
        }

        if (name.StartsWith("else", StringComparison.OrdinalIgnoreCase))
        {
            return "Write {{else}} for the other case, or {{else if name}} for a further condition.";
        }

        var ask = CloseNames.Ask(name, Values);
        if (ask.Length > 0)
        {
            return $"There is no helper '{name}'. {ask}";
        }

        return next is { Kind: TokenKind.Word }
            ? $"There is no helper '{name}'. If '{name} {next.Value.Value}' is one name, write {{{{[{name} {next.Value.Value}]}}}}. The helpers are {List(Values)}."
            : $"There is no helper '{name}'. The helpers are {List(Values)}.";
    }

    /// <summary>For a word behind <c>#</c> that is no block.</summary>
    public static string Block(string name, bool hasArguments)
    {
        if (HelperSignature.FindValue(name) is { } signature)
        {
            return $"'{name}' does not surround text, so it is written without #: {signature.Example}";
        }

        var ask = CloseNames.Ask(name, Blocks);
        if (hasArguments || ask.Length > 0)
        {
            return $"There is no block '{name}'. {(ask.Length > 0 ? ask : $"The blocks are {List(Blocks)}.")}";
        }

        return $"There is no block '{name}'. To repeat a part for every item of '{name}', write {{{{#each {name}}}}}; to show it only if there is a value, write {{{{#if {name}}}}}.";
    }

    /// <summary>For a partial that is shown but not defined.</summary>
    public static string Partial(string name, IReadOnlyCollection<string> defined)
    {
        var ask = CloseNames.Ask(name, defined);
        return $"There is no partial '{name}' in this text. {(ask.Length > 0 ? ask : $"Define it with {{{{#*inline \"{name}\"}}}}…{{{{/inline}}}}.")}";
    }

    private static string List(IReadOnlyList<string> names) => $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
