using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.EntityFramework.Store;

/// <summary>The statements of the hot path for one kind of database. Everything else is LINQ and the same everywhere.</summary>
/// <remarks>Each call runs in the session's transaction; a dialect that says so can do a call in one statement, without an explicit transaction.</remarks>
internal interface IStoreDialect
{
    /// <summary>The form of values.</summary>
    ValueForm Form { get; }

    /// <summary>What an insert says so that a row whose key exists is passed over, or an empty text where the database has no such words.</summary>
    string OnConflict { get; }

    /// <summary>Whether one statement does each call, so that no explicit transaction is needed.</summary>
    bool IsSingleStatement { get; }

    /// <summary>Inserts requests whose key is free, with their rows. Repeating an insert of the same rows adds nothing.</summary>
    /// <returns>The requests whose rows are stored now. A keyed request that is absent found its key taken, perhaps by itself in an earlier try.</returns>
    Task<IReadOnlySet<Guid>> InsertAsync(DbSession session, IReadOnlyList<NewRequest> requests, CancellationToken cancellationToken);

    /// <summary>Finds the lanes with queued deliveries.</summary>
    Task<IReadOnlyList<Lane>> FindLanesAsync(DbSession session, CancellationToken cancellationToken);

    /// <summary>The leases that no live dispatcher holds, in no order.</summary>
    /// <param name="session">Where to look.</param>
    /// <param name="now">Who lives.</param>
    /// <param name="limit">How many the caller takes at most, by owner and id. He limits them himself.</param>
    IQueryable<Delivery> FindAbandoned(DbSession session, DateTimeOffset now, int limit);

    /// <summary>Leases due deliveries.</summary>
    Task<ClaimedRows> ClaimAsync(DbSession session, long epoch, IReadOnlyList<LaneQuota> quotas, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Writes start marks.</summary>
    /// <returns>What each came to; those left out are refused.</returns>
    Task<IReadOnlyDictionary<Guid, StartVerdict>> StartAsync(DbSession session, IReadOnlyList<DeliveryStart> starts, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Writes changes whose guards match, their decisions, and the attempts of all.</summary>
    /// <returns>The deliveries that were changed, and whether reports wait for a provider id that is known only now.</returns>
    Task<RecordedChanges> RecordAsync(DbSession session, IReadOnlyList<DeliveryChange> changes, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Stores reports, each with a key of its own and in the order of their keys, and passes over those that are there; where an insert cannot, none of them was when it was looked.</summary>
    /// <returns>The keys of those that are stored now.</returns>
    Task<IReadOnlySet<(string Provider, string EventKey)>> InsertAsync(DbSession session, IReadOnlyList<MessageEvent> reports, CancellationToken cancellationToken);

    /// <summary>Writes what reports led to, to each delivery that is still as it was seen.</summary>
    /// <returns>The deliveries that were.</returns>
    Task<IReadOnlySet<Guid>> UpdateAsync(DbSession session, IReadOnlyList<(Delivery Seen, Delivery Next)> changes, CancellationToken cancellationToken);
}
