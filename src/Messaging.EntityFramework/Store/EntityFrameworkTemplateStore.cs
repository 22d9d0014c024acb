using System.Diagnostics.CodeAnalysis;
using Messaging.Authoring;
using Messaging.EntityFramework.Model;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Stored templates and their versions.</summary>
internal sealed class EntityFrameworkTemplateStore(StoreExecutor executor) : ITemplateStore
{
    private const string Escape = "\\";
    private const string InSql = "The database compares, by its own rules.";

    public Task<StoredTemplate?> FindAsync(string tenant, string code, CancellationToken cancellationToken) =>
        executor.ReadAsync("find a template", session => session.Rows<StoredTemplate>().SingleOrDefaultAsync(t => t.TenantId == tenant && t.Code == code, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<StoredTemplate>> ListAsync(TemplateQuery query, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<StoredTemplate>>(
            "list templates",
            async session => await Filter(session.Rows<StoredTemplate>(), query).OrderBy(t => t.Code).Take(query.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false),
            cancellationToken);

    public Task<IReadOnlyList<StoredTemplateVersion>> ListVersionsAsync(Guid templateId, int? number, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<StoredTemplateVersion>>("read versions of a template", async session =>
        {
            var versions = session.Rows<StoredTemplateVersion>().Where(v => v.TemplateId == templateId);
            versions = number is { } one ? versions.Where(v => v.Number == one) : versions;
            return await versions.OrderByDescending(v => v.Number).ToListAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken);

    public Task<TemplateSaveResult> SaveAsync(StoredTemplate template, StoredTemplateVersion? version, CancellationToken cancellationToken) =>
        executor.TransactAsync("save a template", async session =>
        {
            // The count first: its row makes all who change templates take turns, so that what is looked up here is still true when the row is written.
            await CountChangeAsync(session, cancellationToken).ConfigureAwait(false);
            var (id, tenant, code, name) = (template.Id, template.TenantId, template.Code, template.Name);
            var others = session.Rows<StoredTemplate>().Where(t => t.TenantId == tenant && t.Id != id);
            if (await others.AnyAsync(t => t.Code == code, cancellationToken).ConfigureAwait(false))
            {
                return TemplateSaveResult.Conflict;
            }

            if (await others.AnyAsync(t => t.Name == name, cancellationToken).ConfigureAwait(false))
            {
                return TemplateSaveResult.NameTaken;
            }

            if (!await WriteAsync(session, template, cancellationToken).ConfigureAwait(false))
            {
                return TemplateSaveResult.Conflict;
            }

            if (version is not null)
            {
                using var insert = RowStatement<StoredTemplateVersion>.Insert(session, "v", TemplateColumns.Versions, "");
                await insert.RunAsync(version, cancellationToken).ConfigureAwait(false);
            }

            return TemplateSaveResult.Saved;
        }, cancellationToken);

    public Task<bool> DeleteAsync(StoredTemplate template, CancellationToken cancellationToken) =>
        executor.TransactAsync("delete a template", async session =>
        {
            await CountChangeAsync(session, cancellationToken).ConfigureAwait(false);
            var (id, revision) = (template.Id, template.Revision);
            return await session.Rows<StoredTemplate>().Where(t => t.Id == id && t.Revision == revision).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) > 0;
        }, cancellationToken);

    public Task<long> GetStampAsync(CancellationToken cancellationToken) =>
        executor.ReadAsync("look for changed templates", session => session.Rows<TemplateStamp>().Where(s => s.Id == TemplateStamp.OnlyId).Select(s => s.Value).SingleOrDefaultAsync(cancellationToken), cancellationToken);

    [SuppressMessage("Globalization", "CA1304", Justification = InSql)]
    [SuppressMessage("Globalization", "CA1309", Justification = InSql)]
    [SuppressMessage("Globalization", "CA1311", Justification = InSql)]
    [SuppressMessage("Usage", "MA0011", Justification = InSql)]
    private static IQueryable<StoredTemplate> Filter(IQueryable<StoredTemplate> templates, TemplateQuery query)
    {
        var (tenant, cursor, kind, isActive, category, type) = (query.Tenant, query.Cursor, query.Kind, query.IsActive, query.Category, query.Type);
        templates = templates.Where(t => t.TenantId == tenant);
        templates = cursor is null ? templates : templates.Where(t => string.Compare(t.Code, cursor) > 0);
        templates = kind is null ? templates : templates.Where(t => t.Kind == kind);
        templates = isActive is null ? templates : templates.Where(t => t.IsActive == isActive);
        templates = category is null ? templates : templates.Where(t => t.Category == category);
        templates = type is null ? templates : templates.Where(t => t.Type == type);
        if (query.Channel is { } channel)
        {
            var pattern = Holds(channel.Value);
            templates = templates.Where(t => EF.Functions.Like((string)(object)t.Channels, pattern, Escape));
        }

        if (query.Tag is { } tag)
        {
            var pattern = Holds(tag);
            templates = templates.Where(t => EF.Functions.Like((string)(object)t.Tags, pattern, Escape));
        }

        if (query.Text is { } text)
        {
            var pattern = $"%{Literal(text.ToUpperInvariant())}%";
            templates = templates.Where(t => EF.Functions.Like(t.Code.ToUpper(), pattern, Escape) || EF.Functions.Like(t.Name.ToUpper(), pattern, Escape));
        }

        return templates;
    }

    // A list is kept as JSON: its entries as they are written there, quotation marks included.
    private static string Holds(string value) => $"%{Literal(ColumnConverters.WriteStrings([value])[1..^1])}%";

    private static string Literal(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static async Task<bool> WriteAsync(DbSession session, StoredTemplate template, CancellationToken cancellationToken)
    {
        if (template.Revision == 1)
        {
            using var insert = RowStatement<StoredTemplate>.Insert(session, "g", TemplateColumns.Templates, session.Dialect.OnConflict);
            return await insert.RunAsync(template, cancellationToken).ConfigureAwait(false) > 0;
        }

        var changes = TemplateColumns.Templates.Where(c => c.Name is not (nameof(StoredTemplate.Id) or nameof(StoredTemplate.TenantId) or nameof(StoredTemplate.Code)));
        var statement = $"UPDATE [g] SET {string.Join(", ", changes.Select(c => $"[:g.{c.Name}] = @{c.Name}"))} WHERE [:g.Id] = @Id AND [:g.Revision] = @Revision - 1";
        using var update = new RowStatement<StoredTemplate>(session, statement, TemplateColumns.Templates);
        return await update.RunAsync(template, cancellationToken).ConfigureAwait(false) > 0;
    }

    private static async Task CountChangeAsync(DbSession session, CancellationToken cancellationToken)
    {
        if (await AddOneAsync(session, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        // Another process may insert the row at the same time. Where that cannot be passed over, the key conflict repeats the whole save.
        using var insert = RowStatement<TemplateStamp>.Insert(session, "w", TemplateColumns.Stamp, session.Dialect.OnConflict);
        await insert.RunAsync(new TemplateStamp(), cancellationToken).ConfigureAwait(false);
        await AddOneAsync(session, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> AddOneAsync(DbSession session, CancellationToken cancellationToken) =>
        await session.Rows<TemplateStamp>().Where(s => s.Id == TemplateStamp.OnlyId).ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, x => x.Value + 1), cancellationToken).ConfigureAwait(false) > 0;
}
