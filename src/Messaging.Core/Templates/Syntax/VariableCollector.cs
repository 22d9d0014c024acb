namespace Messaging.Templates.Syntax;

/// <summary>Gathers the paths a template uses. What a partial uses counts for every place that shows the partial.</summary>
internal sealed class VariableCollector
{
    // Partials that show each other several times multiply; a list of what a template uses is of no use beyond this.
    private const int MaxExpanded = 5000;

    private readonly List<Use> _uses = [];
    private readonly List<ShownInclude> _shown = [];
    private int _expanded;

    /// <summary>How many uses were noted, to relax a range of them later.</summary>
    public int Count => _uses.Count;

    /// <summary>The partials that are shown, those without a value of their own included. Known after <see cref="ToList"/>.</summary>
    public IReadOnlyList<ShownInclude> Shown => _shown;

    /// <summary>Notes a path.</summary>
    /// <param name="partial">The partial it stands in, or null for the text itself.</param>
    /// <param name="path">The path from the root of the text or partial, or null when it is not known.</param>
    /// <param name="isAbsolute">Whether the path starts at the root of the data wherever it stands.</param>
    /// <param name="isRequired">Whether rendering fails without it.</param>
    /// <param name="offset">Where it stands.</param>
    public void Note(string? partial, string? path, bool isAbsolute, bool isRequired, int offset) =>
        _uses.Add(new Use(partial, path, isAbsolute, isRequired, offset, null));

    /// <summary>Notes that a partial is shown with the value of a path.</summary>
    public void NotePartial(string? partial, string? path, int offset, string shown) =>
        _uses.Add(new Use(partial, path, false, false, offset, shown));

    /// <summary>Makes a range of uses conditional.</summary>
    public void Relax(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            _uses[i] = _uses[i] with { IsRequired = false };
        }
    }

    public IReadOnlyList<TemplateVariable> ToList()
    {
        var found = new Dictionary<string, TemplateVariable>(StringComparer.Ordinal);
        Expand(null, "", [], found);
        return found.Values.OrderBy(v => v.Offset).ToList();
    }

    private void Expand(string? partial, string? prefix, HashSet<string> open, Dictionary<string, TemplateVariable> found)
    {
        foreach (var use in _uses.Where(u => string.Equals(u.Partial, partial, StringComparison.Ordinal)))
        {
            if (++_expanded > MaxExpanded)
            {
                return;
            }

            var path = use.IsAbsolute ? use.Path : Join(prefix, use.Path);
            if (use.Shown is { } shown)
            {
                _shown.Add(new ShownInclude(shown, path, use.Offset));
                if (open.Add(shown))
                {
                    Expand(shown, path, open, found);
                    open.Remove(shown);
                }
            }
            else if (!string.IsNullOrEmpty(path))
            {
                var known = found.GetValueOrDefault(path);
                found[path] = new TemplateVariable(path, use.IsRequired || known is { IsRequired: true }, Math.Min(use.Offset, known?.Offset ?? use.Offset))
                {
                    IsAbsolute = use.IsAbsolute && known is null or { IsAbsolute: true },
                };
            }
        }
    }

    /// <summary>A path within another one, or null when either is not known.</summary>
    public static string? Join(string? prefix, string? path) => (prefix, path) switch
    {
        (null, _) or (_, null) => null,
        ("", _) => path,
        (_, "") => prefix,
        _ when path.StartsWith("[]", StringComparison.Ordinal) => prefix + path,
        _ => $"{prefix}.{path}",
    };

    private sealed record Use(string? Partial, string? Path, bool IsAbsolute, bool IsRequired, int Offset, string? Shown);
}
