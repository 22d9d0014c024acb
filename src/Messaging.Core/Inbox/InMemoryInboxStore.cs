namespace Messaging.Inbox;

/// <summary>Inboxes for tests and hosts without a database.</summary>
internal sealed class InMemoryInboxStore : IInboxStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, InboxItem> _items = [];

    public Task AddAsync(IReadOnlyList<InboxItem> items, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var item in items)
            {
                _items.TryAdd(item.Id, item);
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<InboxItem>> ListAsync(InboxQuery query, (DateTimeOffset CreatedAt, Guid Id)? after, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var page = Of(query.Tenant, query.RecipientId)
                .Where(i => !query.UnreadOnly || i.ReadAt is null)
                .Where(i => query.Ids is null || query.Ids.Contains(i.Id))
                .Where(i => after is not { } last || i.CreatedAt < last.CreatedAt || (i.CreatedAt == last.CreatedAt && i.Id.CompareTo(last.Id) < 0))
                .OrderByDescending(i => i.CreatedAt)
                .ThenByDescending(i => i.Id)
                .Take(query.PageSize);
            return Task.FromResult<IReadOnlyList<InboxItem>>([.. page]);
        }
    }

    public Task<int> CountUnreadAsync(string tenant, string recipientId, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Of(tenant, recipientId).Where(i => i.ReadAt is null).Take(limit).Count());
        }
    }

    public Task<int> MarkReadAsync(string tenant, string recipientId, IReadOnlyCollection<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var unread = Of(tenant, recipientId).Where(i => i.ReadAt is null && ids.Contains(i.Id)).ToList();
            unread.ForEach(i => _items[i.Id] = i with { ReadAt = now });
            return Task.FromResult(unread.Count);
        }
    }

    private IEnumerable<InboxItem> Of(string tenant, string recipientId) =>
        _items.Values.Where(i => string.Equals(i.TenantId, tenant, StringComparison.Ordinal) && string.Equals(i.RecipientId, recipientId, StringComparison.Ordinal));
}
