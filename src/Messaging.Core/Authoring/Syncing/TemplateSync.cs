using Messaging.Templates;
using Messaging.Templates.Sources;

namespace Messaging.Authoring.Syncing;

/// <summary>Brings folder and database together. What was last imported is the common ground of a three-way comparison.</summary>
internal sealed class TemplateSync(ITemplateStore store, ITemplateEngine engine, TemplateIntake intake, TemplateWriter writer)
{
    private const int PageSize = 100;

    public async Task<IReadOnlyList<ImportedTemplate>> ImportAsync(ImportRequest request, string actor, string tenant, CancellationToken cancellationToken)
    {
        var folder = TemplateFolder.Read(Path.GetFullPath(request.Folder), request.Folder.Replace('\\', '/').TrimEnd('/'), engine, intake);
        if (folder.Problems.Count > 0)
        {
            throw TemplateStartupCheck.Failed(folder.Problems);
        }

        // Layouts and partials first, so that what uses them can be published.
        var imported = new List<ImportedTemplate>();
        foreach (var (code, raw) in folder.Raw.OrderByDescending(t => t.Value.Kind).ThenBy(t => t.Key, StringComparer.Ordinal))
        {
            var described = DescribedTemplate.Create(folder.Descriptions.GetValueOrDefault(code) ?? new TemplateDescription(), code.ToLowerInvariant(), raw.Contents);
            imported.Add(await ImportAsync(code.ToLowerInvariant(), described, request, actor, tenant, cancellationToken).ConfigureAwait(false));
        }

        return imported;
    }

    public async Task<int> ExportAsync(string folder, string tenant, CancellationToken cancellationToken)
    {
        var (count, query) = (0, new TemplateQuery { Tenant = tenant, PageSize = PageSize });
        while (true)
        {
            var page = await store.ListAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var template in page)
            {
                await TemplateFolderWriter.WriteAsync(folder, template.Code, DescribedTemplate.Of(template), cancellationToken).ConfigureAwait(false);
            }

            count += page.Count;
            if (page.Count < PageSize)
            {
                return count;
            }

            query = query with { Cursor = page[^1].Code };
        }
    }

    /// <summary>What an import does, given the hashes of what the folder says, what the database says, and what both said last.</summary>
    public static ImportOutcome Decide(string folder, string? database, string? last) =>
        database is null ? ImportOutcome.Added
        : folder == database ? ImportOutcome.Unchanged
        : database == last ? ImportOutcome.Updated
        : folder == last ? ImportOutcome.Kept
        : ImportOutcome.Conflict;

    private async Task<ImportedTemplate> ImportAsync(string code, DescribedTemplate described, ImportRequest request, string actor, string tenant, CancellationToken cancellationToken)
    {
        var found = await store.FindAsync(tenant, code, cancellationToken).ConfigureAwait(false);
        var outcome = Decide(described.Hash, found is null ? null : DescribedTemplate.Of(found).Hash, found?.ImportedHash);
        var writes = outcome is ImportOutcome.Added or ImportOutcome.Updated || (outcome == ImportOutcome.Conflict && request.Overwrite);

        // Where both agree without having met, the common ground is noted for the next time.
        var notes = outcome == ImportOutcome.Unchanged && found!.ImportedHash != described.Hash;
        if (request.DryRun || (!writes && !notes))
        {
            return new ImportedTemplate(code, outcome);
        }

        if (found is not null && found.Kind != described.Description.Kind)
        {
            return new ImportedTemplate(code, ImportOutcome.Conflict);
        }

        var template = described.ApplyTo(found ?? writer.New(code, tenant, actor) with { IsSystem = request.AsSystem }) with { ImportedHash = described.Hash };
        var saved = await writer.SaveAsync(template, null, actor, cancellationToken).ConfigureAwait(false);
        return new ImportedTemplate(
            code, outcome, request.Publish && writes ? await writer.PublishAsync(saved, "", allowRaw: false, actor, cancellationToken).ConfigureAwait(false) : null);
    }
}
