using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Reliability.Host.Stores;

/// <summary>Lets something happen between a janitor's look and its write.</summary>
/// <param name="inner">The store that the janitor writes to.</param>
/// <param name="interruption">What happens; the other writes of the test do not wait for it.</param>
internal sealed class InterruptedStore(IDeliveryStore inner, Func<IDeliveryStore, Task> interruption) : IDeliveryStore
{
    public Task<Heartbeat> HeartbeatAsync(long epoch, string node, TimeSpan timeToLive, bool isNew, CancellationToken cancellationToken) =>
        inner.HeartbeatAsync(epoch, node, timeToLive, isNew, cancellationToken);

    public Task<IReadOnlyList<Lane>> FindLanesAsync(CancellationToken cancellationToken) => inner.FindLanesAsync(cancellationToken);

    public Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(long epoch, IReadOnlyList<LaneQuota> quotas, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.ClaimAsync(epoch, quotas, now, cancellationToken);

    public Task<IReadOnlyList<ChainLink>> FindChainsAsync(IReadOnlyCollection<Guid> firstIds, CancellationToken cancellationToken) =>
        inner.FindChainsAsync(firstIds, cancellationToken);

    public Task<IReadOnlyDictionary<Guid, StartVerdict>> StartAsync(IReadOnlyList<DeliveryStart> starts, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.StartAsync(starts, now, cancellationToken);

    public async Task<IReadOnlySet<Guid>> RecordAsync(IReadOnlyList<DeliveryChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await interruption(inner);
        return await inner.RecordAsync(changes, now, cancellationToken);
    }
}
