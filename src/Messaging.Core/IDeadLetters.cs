using Messaging.Storage;

namespace Messaging;

/// <summary>Messages that failed or whose outcome is unknown, and that nothing will move by itself: look at them by cause, mend the cause, send them again. For operators. Thread-safe.</summary>
/// <remarks>All calls act within one tenant, as those of <see cref="IMessagingClient"/> do. One message with another address or on another channel is <see cref="IMessagingClient.ResendAsync"/>.</remarks>
public interface IDeadLetters
{
    /// <summary>Reads one page, what ended last first. Pages stay stable while messages fail.</summary>
    /// <param name="query">The filters, the page size and where to go on.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The page, and where the next one begins.</returns>
    /// <exception cref="InvalidMessageException">The page size or cursor is wrong.</exception>
    Task<DeadLetterPage> ListAsync(DeadLetterQuery query, CancellationToken cancellationToken = default);

    /// <summary>Counts what a replay with the same filters would take, up to a bound, so that a count costs no more than that many rows.</summary>
    /// <param name="query">The filters. A cursor is not looked at.</param>
    /// <param name="atMost">The bound, from 1 to 1,000,000. The default is 10,000.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The count, or that there are at least as many as the bound.</returns>
    /// <exception cref="InvalidMessageException">The bound is wrong.</exception>
    Task<DeadLetterCount> CountAsync(DeadLetterQuery query, int atMost = 10_000, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends everything again that matches, what ended first first: each message as a new generation with fresh attempts and a new idempotency key, in batches that commit by themselves. A message that
    /// somebody else moved meanwhile is left alone.
    /// </summary>
    /// <param name="query">The filters, and where to go on.</param>
    /// <param name="request">Who asks and why, how many, and with which template.</param>
    /// <param name="cancellationToken">Ends the call between two batches; the receipt says what was done by then and where to go on.</param>
    /// <returns>How many were queued, and where to go on when there may be more.</returns>
    /// <exception cref="InvalidMessageException">The reason, the number or the cursor is wrong.</exception>
    /// <exception cref="MessageStoreException">The database failed in the first batch. In a later one, the receipt says so instead.</exception>
    Task<ReplayReceipt> ReplayAsync(DeadLetterQuery query, ReplayRequest request, CancellationToken cancellationToken = default);
}
