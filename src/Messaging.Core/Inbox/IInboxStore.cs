namespace Messaging.Inbox;

/// <summary>Where notices are kept. Thread-safe. Not meant to be implemented by hosts.</summary>
public interface IInboxStore
{
    /// <summary>Stores notices that are not stored yet; repeating a call stores nothing twice.</summary>
    /// <param name="items">The notices.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task AddAsync(IReadOnlyList<InboxItem> items, CancellationToken cancellationToken);

    /// <summary>Reads notices, newest first.</summary>
    /// <param name="query">Whose, which and how many.</param>
    /// <param name="after">The creation time and id of the last notice of the page before, or null.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>At most as many notices as the page size of the query.</returns>
    Task<IReadOnlyList<InboxItem>> ListAsync(InboxQuery query, (DateTimeOffset CreatedAt, Guid Id)? after, CancellationToken cancellationToken);

    /// <summary>Counts unread notices.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="recipientId">The recipient.</param>
    /// <param name="limit">Where to stop counting.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The number, at most the limit.</returns>
    Task<int> CountUnreadAsync(string tenant, string recipientId, int limit, CancellationToken cancellationToken);

    /// <summary>Marks unread notices of a recipient as read.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="recipientId">The recipient.</param>
    /// <param name="ids">Which ones.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>How many became read.</returns>
    Task<int> MarkReadAsync(string tenant, string recipientId, IReadOnlyCollection<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken);
}
