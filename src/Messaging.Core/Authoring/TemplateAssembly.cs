using Messaging.Templates;
using Messaging.Templates.Sources;

namespace Messaging.Authoring;

/// <summary>Packs the layouts and partials that a draft uses into its contents: the tenant's own, else those of all tenants, else those from code and folders.</summary>
internal sealed class TemplateAssembly(ITemplateStore store, IEnumerable<ITemplateSource> sources)
{
    private readonly IIncludeSource[] _others = [.. sources.OfType<IIncludeSource>()];

    /// <summary>The document with its layouts and partials as they are published now.</summary>
    public async Task<TemplateDocument> AssembleAsync(TemplateDocument draft, string tenant, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, TemplateVersion?>(StringComparer.OrdinalIgnoreCase);
        while (true)
        {
            // Which partials a partial shows is known only when it is there, so what is missing is fetched until nothing is.
            var missing = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var contents = draft.Contents.Select(c => TemplateIncludes.Resolve(c, draft.Layout, Find)).ToList();
            if (missing.Count == 0)
            {
                return draft with { Contents = contents };
            }

            foreach (var code in missing)
            {
                known[code] = await FindAsync(tenant, code.ToLowerInvariant(), cancellationToken).ConfigureAwait(false);
            }

            TemplateVersion? Find(string code)
            {
                if (!known.TryGetValue(code, out var version))
                {
                    missing.Add(code);
                }

                return version;
            }
        }
    }

    private async Task<TemplateVersion?> FindAsync(string tenant, string code, CancellationToken cancellationToken)
    {
        foreach (var owner in tenant.Length == 0 ? [""] : new[] { tenant, "" })
        {
            if (await store.FindAsync(owner, code, cancellationToken).ConfigureAwait(false) is { CurrentVersion: > 0 } head)
            {
                var version = await store.ListVersionsAsync(head.Id, head.CurrentVersion, cancellationToken).ConfigureAwait(false);
                return StoredTemplateSource.ToVersion(version[0], head.Kind);
            }
        }

        return _others.Select(s => s.FindAny(code)).FirstOrDefault(v => v is not null);
    }
}
