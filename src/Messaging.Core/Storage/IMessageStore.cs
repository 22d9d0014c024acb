using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>What a client needs of a store. Implemented by <c>Messaging.EntityFramework</c> and by the in-memory store.</summary>
/// <remarks>
/// Thread-safe. Every call is one transaction of its own. Database failures surface as <see cref="MessageStoreException"/>. Not meant to be implemented by hosts; a store that is must
/// pass the conformance suite in <c>Messaging.Testing</c>, and members may be added in a minor version.
/// </remarks>
public interface IMessageStore
{
    /// <summary>Stores requests, each completely or not at all. Repeating a call whose outcome is unknown stores nothing twice.</summary>
    /// <param name="requests">The rows, in the order of their keys where they have any.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>One result per request, in the same order.</returns>
    Task<IReadOnlyList<StoredRequest>> AddAsync(IReadOnlyList<NewRequest> requests, CancellationToken cancellationToken);

    /// <summary>Reads a message with everything that belongs to it.</summary>
    /// <param name="tenant">The tenant it must belong to.</param>
    /// <param name="id">The message.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The message, or null when the tenant has none with this id.</returns>
    Task<StoredMessage?> FindAsync(string tenant, Guid id, CancellationToken cancellationToken);

    /// <summary>Reads one page of messages, newest first.</summary>
    /// <param name="query">The filters.</param>
    /// <param name="after">The creation time and id of the last message of the page before, or null for the first page.</param>
    /// <param name="now">The moment that tells scheduled from queued.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>At most as many messages as the page size of the query.</returns>
    Task<IReadOnlyList<MessageSummary>> ListAsync(MessageQuery query, (DateTimeOffset CreatedAt, Guid Id)? after, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Cancels a message as <see cref="DeliveryTransition.Cancel"/> says and appends the decision.</summary>
    /// <param name="tenant">The tenant it must belong to.</param>
    /// <param name="id">The message.</param>
    /// <param name="facts">Who asked and why, for the decision.</param>
    /// <param name="now">The time of the call.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>What was achieved.</returns>
    Task<CancelResult> CancelAsync(string tenant, Guid id, string facts, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Replays a message as <see cref="DeliveryTransition.Replay"/> says, drops its frozen content and appends the decision.</summary>
    /// <param name="tenant">The tenant it must belong to.</param>
    /// <param name="id">The message.</param>
    /// <param name="facts">Who asked and why, for the decision.</param>
    /// <param name="expiresAt">When the new generation becomes worthless.</param>
    /// <param name="now">The time of the call.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>What was achieved.</returns>
    Task<RequeueResult> ReplayAsync(string tenant, Guid id, string facts, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellationToken);
}
