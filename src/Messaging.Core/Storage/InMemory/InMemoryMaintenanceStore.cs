using Messaging.Messages;

namespace Messaging.Storage.InMemory;

/// <summary>The janitors' side of the in-memory store.</summary>
internal sealed class InMemoryMaintenanceStore(InMemoryDatabase database, TimeProvider timeProvider) : IMaintenanceStore
{
    public Task<IReadOnlyList<Delivery>> FindAsync(DeliveryCondition condition, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<Delivery>>([.. database.Deliveries.Values.Where(d => Matches(d, condition, before)).OrderBy(d => d.DueAt).Take(limit)]);
        }
    }

    public Task<int> ReleaseAsync(long epoch, IReadOnlyCollection<Guid> held, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var orphans = database.Deliveries.Values
                .Where(d => d.WorkState == WorkState.Leased && d.OwnerEpoch == epoch && d.StartedAt is null && !held.Contains(d.Id))
                .ToList();
            foreach (var orphan in orphans)
            {
                database.Put(DeliveryTransition.Merge(orphan, DeliveryTransition.Release(orphan, orphan.DueAt), timeProvider.GetUtcNow()));
            }

            return Task.FromResult(orphans.Count);
        }
    }

    public Task<int> MatchEventsAsync(int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var waiting = database.Events.Values.Where(e => e is { DeliveryId: null, ProviderMessageId: not null }).OrderBy(e => e.ReceivedAt).ToList();
            return Task.FromResult(waiting.Where(e => database.TryApply(e, now)).Take(limit).Count());
        }
    }

    public Task<int> AdvanceChainsAsync(int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var waiting = database.Messages.Values.Where(m => m.Step > 0 && database.Deliveries[m.Id] is { WorkState: WorkState.Queued } d && d.DueAt > now).ToList();
            var due = waiting.Select(m => (m.Id, At: Before(m) is { } before ? FallbackRule.DueAfterFailure(m, before, now) : null)).Where(d => d.At < database.Deliveries[d.Id].DueAt).Take(limit).ToList();
            due.ForEach(d => database.Put(database.Deliveries[d.Id] with { DueAt = d.At!.Value }));
            return Task.FromResult(due.Count);
        }
    }

    // None for a replayed message whose predecessor is past its time.
    private Delivery? Before(Message message) =>
        database.Messages.Values.FirstOrDefault(m => m.FirstId == message.FirstId && m.Step == message.Step - 1) is { } before ? database.Deliveries[before.Id] : null;

    public Task<int> PruneAsync(DateTimeOffset keysBefore, DateTimeOffset blobsBefore, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var now = timeProvider.GetUtcNow();
            var leased = database.Deliveries.Values.Where(d => d.OwnerEpoch is not null).Select(d => d.OwnerEpoch!.Value).ToHashSet();
            var referenced = database.Attachments.Select(a => a.BlobHash).ToHashSet(StringComparer.Ordinal);
            var removed = Remove(database.RequestKeys, r => r.CreatedAt < keysBefore, limit)
                + Remove(database.Events, e => e.ReceivedAt < keysBefore && e.DeliveryId is null, limit)
                + Remove(database.Dispatchers, d => d.ExpiresAt < now && !leased.Contains(d.Epoch) && database.Dispatchers.Values.Any(l => l.HeartbeatAt > d.HeartbeatAt), limit)
                + Remove(database.Blobs, b => b.CreatedAt < blobsBefore && !referenced.Contains(b.Hash), limit);
            foreach (var past in database.DailyCounts.Keys.Where(k => k.Day < DailyCount.OldestDay(now)).Take(limit).ToList())
            {
                removed += database.DailyCounts.Remove(past) ? 1 : 0;
            }

            return Task.FromResult(removed);
        }
    }

    public Task<PruneStep> PruneAsync(PruneRange range, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult(new InMemoryRetention(database).Prune(range, limit));
        }
    }

    private static int Remove<TKey, TRow>(Dictionary<TKey, TRow> table, Func<TRow, bool> condition, int limit)
        where TKey : notnull
    {
        var keys = table.Where(p => condition(p.Value)).Select(p => p.Key).Take(limit).ToList();
        keys.ForEach(k => table.Remove(k));
        return keys.Count;
    }

    private bool Matches(Delivery delivery, DeliveryCondition condition, DateTimeOffset before) => condition switch
    {
        DeliveryCondition.Abandoned => delivery.WorkState == WorkState.Leased
            && !(database.Dispatchers.TryGetValue(delivery.OwnerEpoch!.Value, out var owner) && owner.ExpiresAt > before),
        DeliveryCondition.Hung => delivery.WorkState == WorkState.Leased && delivery.StartedAt < before,
        DeliveryCondition.Unproved => delivery.WorkState == WorkState.Parked && delivery.DueAt <= before,
        DeliveryCondition.Expired => delivery.WorkState == WorkState.Queued && delivery.ExpiresAt <= before,
        _ => false,
    };
}
