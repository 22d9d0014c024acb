using Messaging.Templates;

namespace Messaging.SystemTemplates;

/// <summary>The shipped templates, behind all others, so that a host's own template of the same code wins. Each is put together when it is first asked for.</summary>
internal sealed class SystemTemplateSource : ITemplateSource
{
    private readonly Dictionary<string, Lazy<TemplateVersion>> _templates =
        SystemTemplateReader.Codes.ToDictionary(c => c, c => new Lazy<TemplateVersion>(() => SystemTemplateReader.Read(c)), StringComparer.OrdinalIgnoreCase);

    public bool IsFallback => true;

    public ValueTask<TemplateVersion?> FindAsync(string tenant, string code, string? version, CancellationToken cancellationToken)
    {
        var found = _templates.GetValueOrDefault(code)?.Value;
        return ValueTask.FromResult(version is null || string.Equals(version, found?.Version, StringComparison.Ordinal) ? found : null);
    }

    public ValueTask<IReadOnlyList<string>> ListAsync(string tenant, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>>([.. _templates.Keys]);
}
