namespace Messaging.Authoring;

/// <summary>Stored templates for tests and hosts without a database.</summary>
internal sealed class InMemoryTemplateStore : ITemplateStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, StoredTemplate> _templates = [];
    private readonly Dictionary<(Guid Template, int Number), StoredTemplateVersion> _versions = [];
    private long _stamp;

    public Task<StoredTemplate?> FindAsync(string tenant, string code, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Of(tenant).FirstOrDefault(t => string.Equals(t.Code, code, StringComparison.Ordinal)));
        }
    }

    public Task<IReadOnlyList<StoredTemplate>> ListAsync(TemplateQuery query, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var found = Of(query.Tenant)
                .Where(t => query.Cursor is null || string.CompareOrdinal(t.Code, query.Cursor) > 0)
                .Where(t => (query.Kind is null || t.Kind == query.Kind) && (query.IsActive is null || t.IsActive == query.IsActive))
                .Where(t => query.Channel is null || t.Channels.Contains(query.Channel.Value.Value, StringComparer.Ordinal))
                .Where(t => query.Category is null || t.Category == query.Category)
                .Where(t => query.Type is null || t.Type == query.Type)
                .Where(t => query.Tag is null || t.Tags.Contains(query.Tag, StringComparer.Ordinal))
                .Where(t => query.Text is null || t.Code.Contains(query.Text, StringComparison.OrdinalIgnoreCase) || t.Name.Contains(query.Text, StringComparison.OrdinalIgnoreCase))
                .OrderBy(t => t.Code, StringComparer.Ordinal)
                .Take(query.PageSize);
            return Task.FromResult<IReadOnlyList<StoredTemplate>>([.. found]);
        }
    }

    public Task<IReadOnlyList<StoredTemplateVersion>> ListVersionsAsync(Guid templateId, int? number, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var found = _versions.Values.Where(v => v.TemplateId == templateId && (number is null || v.Number == number)).OrderByDescending(v => v.Number);
            return Task.FromResult<IReadOnlyList<StoredTemplateVersion>>([.. found]);
        }
    }

    public Task<TemplateSaveResult> SaveAsync(StoredTemplate template, StoredTemplateVersion? version, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var others = Of(template.TenantId).Where(t => t.Id != template.Id).ToList();
            if (_templates.GetValueOrDefault(template.Id)?.Revision != (template.Revision == 1 ? null : template.Revision - 1) || others.Exists(t => t.Code == template.Code))
            {
                return Task.FromResult(TemplateSaveResult.Conflict);
            }

            if (others.Exists(t => t.Name == template.Name))
            {
                return Task.FromResult(TemplateSaveResult.NameTaken);
            }

            _templates[template.Id] = template;
            if (version is not null)
            {
                _versions.Add((version.TemplateId, version.Number), version);
            }

            _stamp++;
            return Task.FromResult(TemplateSaveResult.Saved);
        }
    }

    public Task<bool> DeleteAsync(StoredTemplate template, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var deleted = _templates.GetValueOrDefault(template.Id)?.Revision == template.Revision && _templates.Remove(template.Id);
            _stamp += deleted ? 1 : 0;
            return Task.FromResult(deleted);
        }
    }

    public Task<long> GetStampAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_stamp);
        }
    }

    private IEnumerable<StoredTemplate> Of(string tenant) => _templates.Values.Where(t => string.Equals(t.TenantId, tenant, StringComparison.Ordinal));
}
