namespace Messaging.Templates.Syntax;

/// <summary>The partials that a text defines and shows. A partial may be shown before the place that defines it.</summary>
internal sealed class PartialNames
{
    private readonly HashSet<string> _defined = new(StringComparer.Ordinal);
    private readonly List<(string Name, int Offset)> _shown = [];

    /// <summary>Notes a definition.</summary>
    /// <returns>Whether the name is new.</returns>
    public bool Define(string name) => _defined.Add(name);

    public void Show(string name, int offset) => _shown.Add((name, offset));

    public bool IsDefined(string name) => _defined.Contains(name);

    /// <summary>Reports what is shown but neither defined here nor known from elsewhere.</summary>
    public void ReportUndefined(IReadOnlyCollection<string> known, List<SyntaxProblem> problems) => problems.AddRange(_shown
        .Where(s => !_defined.Contains(s.Name) && !known.Contains(s.Name, StringComparer.OrdinalIgnoreCase))
        .Select(s => new SyntaxProblem(s.Offset, UnknownNames.Partial(s.Name, [.. _defined, .. known]))));
}
