namespace Messaging.Templates.Sources;

/// <summary>The templates of a folder, read once. While an application is developed, edits are picked up within a second.</summary>
internal sealed class FolderTemplateSource(string root, string shownAs, bool picksUpEdits, ITemplateEngine engine, TemplateIntake intake, TimeProvider time)
    : ITemplateSource, ICheckedTemplateSource
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private volatile TemplateFolder? _current;
    private string _fingerprint = "";
    private long _checkedAt;

    public ValueTask<TemplateVersion?> FindAsync(string tenant, string code, string? version, CancellationToken cancellationToken)
    {
        var folder = Sound();
        var isFound = folder.Templates.TryGetValue(code, out var found) && (version is null || string.Equals(version, found.Version, StringComparison.Ordinal));
        return ValueTask.FromResult(isFound ? found : null);
    }

    public ValueTask<IReadOnlyList<string>> ListAsync(string tenant, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>([.. Sound().Templates.Keys]);

    public IReadOnlyList<string> FindProblems() => Current().Problems;

    private TemplateFolder Sound()
    {
        var folder = Current();
        return folder.Problems.Count == 0 ? folder : throw TemplateStartupCheck.Failed(folder.Problems);
    }

    private TemplateFolder Current()
    {
        if (_current is { } current && !picksUpEdits)
        {
            return current;
        }

        lock (_gate)
        {
            if (_current is null || (picksUpEdits && time.GetElapsedTime(_checkedAt) >= CheckEvery))
            {
                Refresh();
            }

            return _current!;
        }
    }

    private void Refresh()
    {
        // Taken before the files are read: an edit in between is seen by the next check.
        var fingerprint = picksUpEdits ? TemplateFolder.Fingerprint(root) : "";
        if (_current is null || !string.Equals(fingerprint, _fingerprint, StringComparison.Ordinal))
        {
            _current = TemplateFolder.Read(root, shownAs, engine, intake);
            _fingerprint = fingerprint;
        }

        _checkedAt = time.GetTimestamp();
    }
}
