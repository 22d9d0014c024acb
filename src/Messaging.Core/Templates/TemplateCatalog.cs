using Messaging.Templates.Syntax;

namespace Messaging.Templates;

/// <summary>Finds templates in all registered sources, the first that has the code winning. Thread-safe.</summary>
internal sealed class TemplateCatalog(IEnumerable<ITemplateSource> sources)
{
    private readonly ITemplateSource[] _sources = [.. sources.OrderBy(s => s.IsFallback)];

    /// <summary>The current version of a template.</summary>
    /// <exception cref="TemplateException">No source has the code.</exception>
    public async ValueTask<TemplateVersion> GetAsync(string tenant, string code, CancellationToken cancellationToken)
    {
        return await FindAsync(tenant, code, version: null, cancellationToken).ConfigureAwait(false)
            ?? throw await NotFoundAsync(tenant, code, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A version of a template, or null when no source has it, or has it no longer.</summary>
    public async ValueTask<TemplateVersion?> FindAsync(string tenant, string code, string? version, CancellationToken cancellationToken)
    {
        foreach (var source in _sources)
        {
            if (await source.FindAsync(tenant, code, version, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private async Task<TemplateException> NotFoundAsync(string tenant, string code, CancellationToken cancellationToken)
    {
        var known = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var source in _sources)
        {
            known.UnionWith(await source.ListAsync(tenant, cancellationToken).ConfigureAwait(false));
        }

        var ask = CloseNames.Ask(code, known);
        var fix = ask.Length > 0 ? ask : $"Call AddTemplate(\"{code}\", ...), or add a folder of that name to the one given to AddTemplateFolder(...).";
        return new TemplateException(TemplateError.NotFound, $"There is no template '{code}'. {fix}") { Template = code };
    }
}
