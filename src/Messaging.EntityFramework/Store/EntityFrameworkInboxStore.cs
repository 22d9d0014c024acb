using Messaging.Inbox;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>The inboxes of the in-app channel.</summary>
internal sealed class EntityFrameworkInboxStore(StoreExecutor executor) : IInboxStore
{
    public Task AddAsync(IReadOnlyList<InboxItem> items, CancellationToken cancellationToken) =>
        executor.TransactAsync("put notices into inboxes", async session =>
        {
            using var insert = RowStatement<InboxItem>.Insert(session, "n", RowColumns.InboxItems, session.Dialect.OnConflict);
            var known = session.Dialect.OnConflict.Length > 0 ? [] : await KnownAsync(session, items, cancellationToken).ConfigureAwait(false);
            foreach (var item in items.Where(i => !known.Contains(i.Id)))
            {
                await insert.RunAsync(item, cancellationToken).ConfigureAwait(false);
            }

            return items.Count;
        }, cancellationToken);

    public Task<IReadOnlyList<InboxItem>> ListAsync(InboxQuery query, (DateTimeOffset CreatedAt, Guid Id)? after, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<InboxItem>>("read an inbox", async session =>
        {
            var items = Of(session, query.Tenant, query.RecipientId);
            items = query.UnreadOnly ? items.Where(i => i.ReadAt == null) : items;
            items = query.Ids is { } ids ? items.Where(i => ids.Contains(i.Id)) : items;
            if (after is { } last)
            {
                var (createdAt, id) = (last.CreatedAt, last.Id);
                items = items.Where(i => i.CreatedAt < createdAt || (i.CreatedAt == createdAt && i.Id.CompareTo(id) < 0));
            }

            return await items.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id).Take(query.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken);

    public Task<int> CountUnreadAsync(string tenant, string recipientId, int limit, CancellationToken cancellationToken) =>
        executor.ReadAsync("count unread notices", session => Of(session, tenant, recipientId).Where(i => i.ReadAt == null).OrderBy(i => i.Id).Take(limit).CountAsync(cancellationToken), cancellationToken);

    public Task<int> MarkReadAsync(string tenant, string recipientId, IReadOnlyCollection<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken) =>
        executor.TransactAsync(
            "mark notices as read",
            session => Of(session, tenant, recipientId)
                .Where(i => i.ReadAt == null && ids.Contains(i.Id))
                .ExecuteUpdateAsync(s => s.SetProperty(i => i.ReadAt, now), cancellationToken),
            cancellationToken);

    private static IQueryable<InboxItem> Of(DbSession session, string tenant, string recipientId) =>
        session.Rows<InboxItem>().Where(i => i.TenantId == tenant && i.RecipientId == recipientId);

    private static async Task<HashSet<Guid>> KnownAsync(DbSession session, IReadOnlyList<InboxItem> items, CancellationToken cancellationToken)
    {
        var ids = items.Select(i => i.Id).ToList();
        return [.. await session.Rows<InboxItem>().Where(i => ids.Contains(i.Id)).Select(i => i.Id).ToListAsync(cancellationToken).ConfigureAwait(false)];
    }
}
