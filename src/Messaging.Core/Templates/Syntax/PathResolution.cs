namespace Messaging.Templates.Syntax;

/// <summary>Where a written path leads from the scope it stands in.</summary>
internal sealed record PathResolution
{
    /// <summary>Frames between this place and the start of the path.</summary>
    public int Up { get; private init; }

    /// <summary>The loop variable it starts from, or null.</summary>
    public string? Variable { get; private init; }

    public IReadOnlyList<string> Segments { get; private init; } = [];

    /// <summary>The path from the root of the text or partial, or null when it is not into the data or not known.</summary>
    public string? DataPath { get; private init; }

    /// <summary>Whether <see cref="DataPath"/> starts at the root of the data even inside a partial.</summary>
    public bool IsAbsolute { get; private init; }

    public string? Problem { get; private init; }

    public static PathResolution Resolve(WrittenPath path, string text, TemplateScope scope)
    {
        if (path.Variable == WrittenPath.Root)
        {
            return new PathResolution { Variable = WrittenPath.Root, Segments = path.Segments, DataPath = Follow("", path.Segments), IsAbsolute = true };
        }

        if (path is { Parents: 0, IsThis: false, Variable: null } && FindAlias(path, scope) is { } alias)
        {
            return alias;
        }

        var (start, up) = Climb(path.Parents, scope);
        if (start is null)
        {
            return new PathResolution { Problem = $"'{text}' leads outside: there are fewer {{{{#each}}}} and {{{{#with}}}} around it than it has ../ steps." };
        }

        if (path.Variable is null)
        {
            return new PathResolution { Up = up, Segments = path.Segments, DataPath = Follow(start.Path, path.Segments) };
        }

        return start.IsInLoop
            ? new PathResolution { Up = up, Variable = path.Variable, Segments = path.Segments }
            : new PathResolution { Problem = $"'{text}' has a value only inside {{{{#each}}}}." };
    }

    private static (TemplateScope? Scope, int Up) Climb(int parents, TemplateScope scope)
    {
        TemplateScope? current = scope;
        var up = 0;
        var left = parents;
        while (current is not null && (left > 0 || current.IsTransparent))
        {
            left -= current.IsTransparent ? 0 : 1;
            current = current.Parent;
            up++;
        }

        return (current, up);
    }

    private static PathResolution? FindAlias(WrittenPath path, TemplateScope scope)
    {
        var up = 0;
        for (TemplateScope? current = scope; current is not null; current = current.Parent, up++)
        {
            for (var i = 0; i < current.Aliases.Count; i++)
            {
                if (string.Equals(current.Aliases[i], path.Segments[0], StringComparison.Ordinal))
                {
                    var rest = path.Segments.Skip(1).ToList();
                    return i == 0
                        ? new PathResolution { Up = up, Segments = rest, DataPath = Follow(current.Path, rest) }
                        : new PathResolution { Up = up, Variable = "key", Segments = rest };
                }
            }
        }

        return null;
    }

    private static string? Follow(string? path, IReadOnlyList<string> segments) => segments.Aggregate(path, TemplateScope.Append);
}
