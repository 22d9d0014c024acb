using Messaging.Storage;

namespace Messaging;

/// <summary>How many messages were stored on a day, are open, and ended in which way: for dashboards. Thread-safe.</summary>
/// <remarks>
/// The numbers are exact: each is written in the transaction of the change that it counts. They are read from a small table, however many messages there are, and outlive the messages that
/// retention deletes.
/// </remarks>
public interface IMessageCounts
{
    /// <summary>Reads the counts of a tenant, per day and channel.</summary>
    /// <param name="query">The tenant, the days, and perhaps one channel.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>By day, then channel: one for each that has messages, so at most <see cref="MessageCountQuery.MaxDays"/> per channel.</returns>
    /// <exception cref="InvalidMessageException">The last day is before the first, or there are more than <see cref="MessageCountQuery.MaxDays"/>.</exception>
    /// <exception cref="MessageStoreException">The database failed.</exception>
    Task<IReadOnlyList<MessageCount>> CountAsync(MessageCountQuery query, CancellationToken cancellationToken = default);
}
