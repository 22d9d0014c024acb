using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>What a dispatcher needs of a store: the fenced protocol.</summary>
/// <remarks>
/// Thread-safe. Every call is one transaction of its own and safe to repeat when its outcome is unknown. The rules of each step are the pure functions of
/// <see cref="DeliveryTransition"/>, which the conformance suite holds every store to. Not meant to be implemented by hosts.
/// </remarks>
public interface IDeliveryStore
{
    /// <summary>Registers a dispatcher, renews its lease, or ends it.</summary>
    /// <param name="epoch">The number of this start.</param>
    /// <param name="node">The machine and process, for operators.</param>
    /// <param name="timeToLive">How long the lease lasts from now; zero ends it, so that other nodes take over at once.</param>
    /// <param name="isNew">Whether to register; otherwise an expired lease is not renewed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the lease holds, and the installation's key.</returns>
    Task<Heartbeat> HeartbeatAsync(long epoch, string node, TimeSpan timeToLive, bool isNew, CancellationToken cancellationToken);

    /// <summary>Finds the lanes that have queued deliveries, with the earliest due time, the tenant and the channel of each.</summary>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>Each lane once, in no particular order.</returns>
    Task<IReadOnlyList<Lane>> FindLanesAsync(CancellationToken cancellationToken);

    /// <summary>Leases deliveries that are due, as <see cref="DeliveryTransition.Claim"/> says. No two calls get the same delivery.</summary>
    /// <param name="epoch">The dispatcher.</param>
    /// <param name="quotas">How many to take from which lane.</param>
    /// <param name="now">The time to compare due times with.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The leased deliveries with their messages, at most the quota of each lane.</returns>
    Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(long epoch, IReadOnlyList<LaneQuota> quotas, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Finds the deliveries of chains that fall back, for a message that is about to.</summary>
    /// <param name="firstIds">The first messages of the chains.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>All deliveries of the chains, the first ones included.</returns>
    Task<IReadOnlyList<ChainLink>> FindChainsAsync(IReadOnlyCollection<Guid> firstIds, CancellationToken cancellationToken);

    /// <summary>
    /// Announces provider calls, as <see cref="DeliveryTransition.Start"/> says, and freezes contents that are given and not frozen yet. A mark whose contacts have another version than it
    /// names writes nothing: so no call starts after a change of what is known of its recipient, such as an opt-out, was committed. A mark that is counted raises the count of its contact and
    /// day by one, once per generation, and writes nothing when that would pass the limit.
    /// </summary>
    /// <param name="starts">The announcements.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What each came to. Those left out are refused: they were cancelled, proved accepted, or belong to somebody else by now.</returns>
    Task<IReadOnlyDictionary<Guid, StartVerdict>> StartAsync(IReadOnlyList<DeliveryStart> starts, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Writes changes whose guards match, as <see cref="DeliveryTransition.Merge"/> says, with their attempts and decisions.</summary>
    /// <param name="changes">The changes, at most one per delivery.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The deliveries that were changed. For the others, the attempt is appended as evidence, and acceptance is applied as a report, so that a result that comes too late still counts as proof.
    /// </returns>
    Task<IReadOnlySet<Guid>> RecordAsync(IReadOnlyList<DeliveryChange> changes, DateTimeOffset now, CancellationToken cancellationToken);
}
