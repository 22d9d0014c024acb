using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.Reliability.Host.Stores;

/// <summary>Claims the way it must not be done: candidates are read, then updated by id, whoever took them meanwhile.</summary>
internal sealed class SelectThenUpdateStore(IDeliveryStore inner, IDbContextFactory<MessagingDbContext> contexts, TimeProvider time) : IDeliveryStore
{
    // What lies between the two statements of such a claim on a busy server.
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(15);

    public Task<Heartbeat> HeartbeatAsync(long epoch, string node, TimeSpan timeToLive, bool isNew, CancellationToken cancellationToken) =>
        inner.HeartbeatAsync(epoch, node, timeToLive, isNew, cancellationToken);

    public Task<IReadOnlyList<Lane>> FindLanesAsync(CancellationToken cancellationToken) => inner.FindLanesAsync(cancellationToken);

    public async Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(long epoch, IReadOnlyList<LaneQuota> quotas, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = new List<Guid>();
        foreach (var quota in quotas)
        {
            ids.AddRange(await context.Set<Delivery>().AsNoTracking()
                .Where(d => d.WorkState == WorkState.Queued && d.LaneKey == quota.Key && d.DueAt <= now)
                .OrderBy(d => d.DueAt).ThenBy(d => d.Id)
                .Take(quota.Count).Select(d => d.Id).ToListAsync(cancellationToken));
        }

        await Task.Delay(Gap, time, cancellationToken);
        await context.Set<Delivery>().Where(d => ids.Contains(d.Id)).ExecuteUpdateAsync(
            s => s.SetProperty(d => d.WorkState, WorkState.Leased)
                .SetProperty(d => d.OwnerEpoch, epoch)
                .SetProperty(d => d.LeaseToken, d => d.LeaseToken + 1)
                .SetProperty(d => d.StartedAt, (DateTimeOffset?)null),
            cancellationToken);
        var rows = await context.Set<Delivery>().AsNoTracking().Where(d => ids.Contains(d.Id))
            .Join(context.Set<Message>(), d => d.Id, m => m.Id, (d, m) => new { Delivery = d, Message = m })
            .Join(context.Set<MessageContent>(), x => x.Delivery.Id, c => c.Id, (x, c) => new { x.Delivery, x.Message, Content = c })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => new ClaimedMessage(r.Delivery, r.Message, r.Content))];
    }

    public Task<IReadOnlyList<ChainLink>> FindChainsAsync(IReadOnlyCollection<Guid> firstIds, CancellationToken cancellationToken) =>
        inner.FindChainsAsync(firstIds, cancellationToken);

    public Task<IReadOnlyDictionary<Guid, StartVerdict>> StartAsync(IReadOnlyList<DeliveryStart> starts, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.StartAsync(starts, now, cancellationToken);

    public Task<IReadOnlySet<Guid>> RecordAsync(IReadOnlyList<DeliveryChange> changes, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.RecordAsync(changes, now, cancellationToken);
}
