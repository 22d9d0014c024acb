using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>What the janitors need of a store. Thread-safe; every node calls it, none leads. Not meant to be implemented by hosts.</summary>
public interface IMaintenanceStore
{
    /// <summary>Finds deliveries that need a janitor. Changes are then written through <see cref="IDeliveryStore.RecordAsync"/>, whose guards settle races.</summary>
    /// <param name="condition">Which ones.</param>
    /// <param name="before">For <see cref="DeliveryCondition.Hung"/>: started before this time; otherwise the current time.</param>
    /// <param name="limit">The most to return.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The deliveries as they were seen.</returns>
    Task<IReadOnlyList<Delivery>> FindAsync(DeliveryCondition condition, DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Gives back deliveries that a dispatcher holds without knowing it, after a claim whose outcome was lost. Nothing was sent and nothing is counted.</summary>
    /// <param name="epoch">The dispatcher.</param>
    /// <param name="held">The deliveries it knows of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many were given back.</returns>
    Task<int> ReleaseAsync(long epoch, IReadOnlyCollection<Guid> held, CancellationToken cancellationToken);

    /// <summary>Applies stored reports whose message was not known when they arrived and is now.</summary>
    /// <param name="limit">The most to apply.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many were applied.</returns>
    Task<int> MatchEventsAsync(int limit, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Makes queued messages due that fall back on another channel and whose predecessor has failed: refused, given up, expired, bounced, or, for those that wait for a failure, suppressed. The
    /// dispatcher that claims one decides whether it is needed.
    /// </summary>
    /// <param name="limit">The most to make due.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many were made due.</returns>
    Task<int> AdvanceChainsAsync(int limit, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes rows that have served: expired dispatchers without deliveries but the last one seen, counts of past days, request keys past their memory, reports whose message never came to be known, blobs that nothing refers to.</summary>
    /// <param name="keysBefore">Request keys, and reports that match no message, stored before this time go.</param>
    /// <param name="blobsBefore">Unreferenced blobs stored before this time go.</param>
    /// <param name="limit">The most to delete of each kind. Stores with a single writer take fewer.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many rows went; when it is not zero there may be more.</returns>
    Task<int> PruneAsync(DateTimeOffset keysBefore, DateTimeOffset blobsBefore, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the next rows of a stretch that are past their time. Looks at a bounded number of rows, oldest first by primary key, whether or not any of them goes. Only what has ended goes:
    /// never a message that is open or in doubt, nor one whose chain is. Rows that another transaction holds are passed over; going through the stretch again finds them.
    /// </summary>
    /// <param name="range">The stretch, and where in it to go on.</param>
    /// <param name="limit">The most rows to delete in one transaction; a message counts as five. Stores with a single writer take fewer.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>How far it came.</returns>
    Task<PruneStep> PruneAsync(PruneRange range, int limit, CancellationToken cancellationToken);
}
