namespace Messaging.Inbox;

/// <summary>A recipient's notices, for a notification centre or a badge. Registered by <c>AddInApp()</c>; thread-safe.</summary>
/// <remarks>The host decides who may see whose inbox: pass the signed-in person's own key.</remarks>
public interface IInbox
{
    /// <summary>Reads one page of notices, newest first.</summary>
    /// <param name="query">Whose, and which.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The page, and where the next one begins.</returns>
    /// <exception cref="InvalidMessageException">The page size or cursor is wrong.</exception>
    Task<InboxPage> ListAsync(InboxQuery query, CancellationToken cancellationToken = default);

    /// <summary>Counts the unread notices, up to 1,000.</summary>
    /// <param name="recipientId">The host's key of the recipient.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>How many there are; 1,000 stands for 1,000 or more.</returns>
    Task<int> CountUnreadAsync(string recipientId, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Marks notices as read and their messages with them. Notices of others, and those read before, are left alone.</summary>
    /// <param name="recipientId">The host's key of the recipient.</param>
    /// <param name="ids">The notices, at most 200, or null for all unread ones up to 1,000.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>How many became read.</returns>
    /// <exception cref="InvalidMessageException">There are too many ids.</exception>
    Task<int> MarkReadAsync(string recipientId, IReadOnlyCollection<Guid>? ids, string tenant = "", CancellationToken cancellationToken = default);
}
