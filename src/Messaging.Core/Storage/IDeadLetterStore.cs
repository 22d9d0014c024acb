using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>Finds messages that failed or are unknown, and queues them again. Thread-safe. Not meant to be implemented by hosts.</summary>
public interface IDeadLetterStore
{
    /// <summary>Reads one page, what ended last first.</summary>
    /// <param name="query">The filters; page size and cursor are not looked at.</param>
    /// <param name="after">The place of the last message of the page before, or null for the first page.</param>
    /// <param name="limit">The most to return.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The messages.</returns>
    Task<IReadOnlyList<DeadLetter>> ListAsync(DeadLetterQuery query, DeadLetterPosition? after, int limit, CancellationToken cancellationToken);

    /// <summary>Counts what matches, and stops at a bound.</summary>
    /// <param name="query">The filters.</param>
    /// <param name="atMost">The bound.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>How many match, or the bound.</returns>
    Task<int> CountAsync(DeadLetterQuery query, int atMost, CancellationToken cancellationToken);

    /// <summary>
    /// Replays one batch in one transaction, what ended first first: each message as <see cref="DeliveryTransition.Replay"/> says, if it is still as it was found, with its decision appended and its
    /// frozen content dropped.
    /// </summary>
    /// <param name="query">The filters.</param>
    /// <param name="after">The place of the last message of the batch before, or null for the first batch.</param>
    /// <param name="limit">The most to replay; a store may take fewer at a time.</param>
    /// <param name="order">How to send them again.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>What it came to.</returns>
    Task<ReplayedBatch> ReplayAsync(DeadLetterQuery query, DeadLetterPosition? after, int limit, ReplayOrder order, CancellationToken cancellationToken);
}
