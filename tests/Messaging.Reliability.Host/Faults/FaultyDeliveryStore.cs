using System.Collections.Concurrent;
using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Reliability.Host.Faults;

/// <summary>The dispatcher's store with the fault points around it.</summary>
internal sealed class FaultyDeliveryStore(IDeliveryStore inner, FaultPlan plan, HostSettings settings) : IDeliveryStore
{
    private readonly ConcurrentDictionary<Guid, string> _poison = [];

    public Task<Heartbeat> HeartbeatAsync(long epoch, string node, TimeSpan timeToLive, bool isNew, CancellationToken cancellationToken) =>
        inner.HeartbeatAsync(epoch, node, timeToLive, isNew, cancellationToken);

    public Task<IReadOnlyList<Lane>> FindLanesAsync(CancellationToken cancellationToken) => inner.FindLanesAsync(cancellationToken);

    public async Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(long epoch, IReadOnlyList<LaneQuota> quotas, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var claimed = await inner.ClaimAsync(epoch, quotas, now, cancellationToken);
        if (claimed.Count > 0)
        {
            foreach (var message in claimed.Where(c => settings.Poison is { } poison && string.Equals(c.Content?.Address, poison, StringComparison.Ordinal)))
            {
                _poison[message.Delivery.Id] = settings.Poison!;
            }

            await plan.ReachAsync(FaultPoint.AfterClaim, cancellationToken);
        }

        return claimed;
    }

    public Task<IReadOnlyList<ChainLink>> FindChainsAsync(IReadOnlyCollection<Guid> firstIds, CancellationToken cancellationToken) =>
        inner.FindChainsAsync(firstIds, cancellationToken);

    public async Task<IReadOnlyDictionary<Guid, StartVerdict>> StartAsync(IReadOnlyList<DeliveryStart> starts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await plan.ReachAsync(FaultPoint.BeforeStart, starts.Any(s => _poison.ContainsKey(s.Id)) ? settings.Poison : null, cancellationToken);
        if (settings.StartDelay > TimeSpan.Zero)
        {
            await Task.Delay(settings.StartDelay, cancellationToken);
            now = TimeProvider.System.GetUtcNow();
        }

        return await inner.StartAsync(starts, now, cancellationToken);
    }

    public async Task<IReadOnlySet<Guid>> RecordAsync(IReadOnlyList<DeliveryChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Janitors write through this method too, without the result of a call.
        var hasResult = changes.Any(c => c.Evidence is not null);
        if (hasResult)
        {
            await plan.ReachAsync(FaultPoint.BeforeRecord, cancellationToken);
        }

        var written = await inner.RecordAsync(changes, now, cancellationToken);
        if (hasResult)
        {
            await plan.ReachAsync(FaultPoint.AfterRecord, cancellationToken);
        }

        return written;
    }
}
