using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.Reliability.Host.Stores;

/// <summary>Starts and records the way it must not be done: by id alone, so that a process that lost its lease still writes.</summary>
/// <remarks>Nor does it listen to the cancellation by which the dispatcher notices on its own, which may come or not come in time.</remarks>
internal sealed class UnfencedStore(IDeliveryStore inner, IDbContextFactory<MessagingDbContext> contexts) : IDeliveryStore
{
    public Task<Heartbeat> HeartbeatAsync(long epoch, string node, TimeSpan timeToLive, bool isNew, CancellationToken cancellationToken) =>
        inner.HeartbeatAsync(epoch, node, timeToLive, isNew, cancellationToken);

    public Task<IReadOnlyList<Lane>> FindLanesAsync(CancellationToken cancellationToken) => inner.FindLanesAsync(cancellationToken);

    public Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(long epoch, IReadOnlyList<LaneQuota> quotas, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.ClaimAsync(epoch, quotas, now, cancellationToken);

    public Task<IReadOnlyList<ChainLink>> FindChainsAsync(IReadOnlyCollection<Guid> firstIds, CancellationToken cancellationToken) =>
        inner.FindChainsAsync(firstIds, cancellationToken);

    public async Task<IReadOnlyDictionary<Guid, StartVerdict>> StartAsync(IReadOnlyList<DeliveryStart> starts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
        foreach (var start in starts)
        {
            await context.Set<Delivery>().Where(d => d.Id == start.Id).ExecuteUpdateAsync(
                s => s.SetProperty(d => d.StartedAt, now).SetProperty(d => d.Attempt, start.Attempt).SetProperty(d => d.Connection, start.Connection),
                CancellationToken.None);
        }

        return starts.ToDictionary(s => s.Id, _ => StartVerdict.Granted);
    }

    public async Task<IReadOnlySet<Guid>> RecordAsync(IReadOnlyList<DeliveryChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
        foreach (var change in changes)
        {
            await context.Set<Delivery>().Where(d => d.Id == change.Id).ExecuteUpdateAsync(
                s => s.SetProperty(d => d.WorkState, change.WorkState)
                    .SetProperty(d => d.Outcome, change.Outcome)
                    .SetProperty(d => d.StatusRank, change.StatusRank)
                    .SetProperty(d => d.DueAt, change.DueAt)
                    .SetProperty(d => d.RescueCount, change.RescueCount)
                    .SetProperty(d => d.OwnerEpoch, (long?)null)
                    .SetProperty(d => d.LeaseToken, d => d.LeaseToken + 1)
                    .SetProperty(d => d.ProviderMessageId, d => change.ProviderMessageId ?? d.ProviderMessageId)
                    .SetProperty(d => d.FinishedAt, change.WorkState == WorkState.Done ? now : null),
                CancellationToken.None);
        }

        return changes.Select(c => c.Id).ToHashSet();
    }
}
