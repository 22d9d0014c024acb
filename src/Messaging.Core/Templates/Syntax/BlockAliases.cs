namespace Messaging.Templates.Syntax;

/// <summary>The names that <c>{{#each items as |item index|}}</c> gives.</summary>
internal static class BlockAliases
{
    /// <summary>Takes the names off the end of an opening tag's tokens.</summary>
    /// <returns>The names, none when the tag gives none, or null when a problem was reported.</returns>
    public static IReadOnlyList<string>? Take(List<Token> tokens, BlockKind kind, List<SyntaxProblem> problems)
    {
        var token = tokens[^1];
        var isMeant = token.Kind == TokenKind.Aliases || tokens.Skip(2).Any(t => t is { Kind: TokenKind.Word, Value: "as" });
        if (!isMeant)
        {
            return [];
        }

        var names = token.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(NameCharacters.WithoutInvisible).ToList();
        var most = kind == BlockKind.Each ? 2 : kind == BlockKind.With ? 1 : 0;
        var isValid = token.Kind == TokenKind.Aliases && names.Count > 0 && names.Count <= most && names.TrueForAll(IsName) && tokens.Count > 2 && tokens[^2] is { Kind: TokenKind.Word, Value: "as" };
        if (!isValid)
        {
            problems.Add(new SyntaxProblem(
                token.Start, "Names are given like this: {{#each items as |item|}}, {{#each items as |item index|}} or {{#with patient as |person|}}."));
            return null;
        }

        tokens.RemoveRange(tokens.Count - 2, 2);
        return names;
    }

    private static bool IsName(string name) => NameCharacters.StartsName(name[0]) && name.All(NameCharacters.ContinuesName) && name is not ("this" or "true" or "false" or "null");
}
