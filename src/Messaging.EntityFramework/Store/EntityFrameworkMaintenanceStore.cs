using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>The janitors' side of the store.</summary>
internal sealed class EntityFrameworkMaintenanceStore(StoreExecutor executor, StoreClock clock) : IMaintenanceStore
{
    private static readonly DeliveryOutcome[] Failures =
        [DeliveryOutcome.Rejected, DeliveryOutcome.Exhausted, DeliveryOutcome.Poison, DeliveryOutcome.Expired, DeliveryOutcome.Suppressed];

    public Task<IReadOnlyList<Delivery>> FindAsync(DeliveryCondition condition, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<Delivery>>("look for messages to mend", async session =>
        {
            var (deliveries, dispatchers) = (session.Rows<Delivery>(), session.Rows<DispatcherRow>());
            var found = condition switch
            {
                DeliveryCondition.Abandoned => deliveries
                    .Where(d => d.WorkState == WorkState.Leased && !dispatchers.Any(p => p.Epoch == d.OwnerEpoch && p.ExpiresAt > before))
                    .OrderBy(d => d.OwnerEpoch)
                    .ThenBy(d => d.Id),
                DeliveryCondition.Hung => deliveries.Where(d => d.WorkState == WorkState.Leased && d.StartedAt < before).OrderBy(d => d.OwnerEpoch).ThenBy(d => d.Id),
                DeliveryCondition.Unproved => deliveries.Where(d => d.WorkState == WorkState.Parked && d.DueAt <= before).OrderBy(d => d.DueAt),
                _ => deliveries.Where(d => d.WorkState == WorkState.Queued && d.ExpiresAt <= before).OrderBy(d => d.ExpiresAt),
            };
            return await found.Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken);

    public Task<int> ReleaseAsync(long epoch, IReadOnlyCollection<Guid> held, CancellationToken cancellationToken) =>
        executor.TransactAsync("give claimed messages back", async session =>
        {
            var orphans = await session.Rows<Delivery>()
                .Where(d => d.WorkState == WorkState.Leased && d.OwnerEpoch == epoch && d.StartedAt == null)
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false);
            var mine = held.ToHashSet();
            var changes = orphans.Where(d => !mine.Contains(d.Id)).Select(d => DeliveryTransition.Release(d, d.DueAt)).ToList();
            return changes.Count == 0 ? 0 : (await executor.Dialect.RecordAsync(session, changes, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false)).Written.Count;
        }, cancellationToken);

    public Task<int> MatchEventsAsync(int limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        executor.TransactAsync("apply waiting reports", session => ReportWriter.MatchAsync(session, null, limit, now, cancellationToken), cancellationToken);

    public Task<int> AdvanceChainsAsync(int limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        executor.TransactAsync("advance chains", async session =>
        {
            // Read in whole rows and decided by the one rule; only what has failed is read, and only until it is due.
            var (chained, deliveries) = (session.Rows<Message>().Where(m => m.FirstId != null), session.Rows<Delivery>());
            var waiting = await chained.Where(m => m.Step > 0)
                .Join(deliveries.Where(d => d.WorkState == WorkState.Queued && d.DueAt > now), m => m.Id, d => d.Id, (m, d) => new { Message = m, d.DueAt, Chain = m.FirstId, Before = m.Step - 1 })
                .Join(chained, w => new { w.Chain, Step = w.Before }, b => new { Chain = b.FirstId, Step = (int)b.Step }, (w, b) => new { w.Message, w.DueAt, BeforeId = b.Id })
                .Join(
                    deliveries.Where(d => d.StatusRank == StatusRank.Failed || d.StatusRank >= StatusRank.Dropped || (d.WorkState == WorkState.Done && Failures.Contains(d.Outcome))),
                    w => w.BeforeId,
                    d => d.Id,
                    (w, d) => new { w.Message, w.DueAt, Before = d })
                .Where(w => w.Before.Outcome != DeliveryOutcome.Suppressed || w.Message.FallbackWhen == FallbackWhen.Failed)
                .OrderBy(w => w.Message.Id)
                .Take(limit)
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false);
            var due = waiting.Select(w => (w.Message.Id, Seen: w.DueAt, At: FallbackRule.DueAfterFailure(w.Message, w.Before, now))).Where(w => w.At < w.Seen).ToList();
            var moved = 0;
            foreach (var (id, seen, at) in due)
            {
                moved += await deliveries.Where(d => d.Id == id && d.WorkState == WorkState.Queued && d.DueAt == seen)
                    .ExecuteUpdateAsync(s => s.SetProperty(d => d.DueAt, at!.Value), cancellationToken)
                    .ConfigureAwait(false);
            }

            return moved;
        }, cancellationToken);

    public async Task<int> PruneAsync(DateTimeOffset keysBefore, DateTimeOffset blobsBefore, int limit, CancellationToken cancellationToken)
    {
        // One short transaction each: on SQLite every writer of the host waits behind it.
        var removed = await PruneAsync<RequestKey>(s => s.Where(r => r.CreatedAt < keysBefore).OrderBy(r => r.CreatedAt).Take(limit), cancellationToken).ConfigureAwait(false);
        removed += await PruneAsync<MessageEvent>(s => s.Where(e => e.DeliveryId == null && e.ReceivedAt < keysBefore).OrderBy(e => e.ReceivedAt).Take(limit), cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        var oldestDay = DailyCount.OldestDay(now);
        removed += await PruneAsync<DailyCount>(s => s.Where(c => c.Day < oldestDay).OrderBy(c => c.Day).Take(limit), cancellationToken).ConfigureAwait(false);
        removed += await executor.TransactAsync(
            "prune dispatchers",
            session =>
            {
                var deliveries = session.Rows<Delivery>();
                return session.Rows<DispatcherRow>()
                    .Where(p => p.ExpiresAt < now && !deliveries.Any(d => d.WorkState == WorkState.Leased && d.OwnerEpoch == p.Epoch))
                    .ExecuteDeleteAsync(cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        removed += await executor.TransactAsync(
            "prune blobs",
            session =>
            {
                var attachments = session.Rows<StoredAttachment>();
                return session.Rows<Blob>().Where(b => b.CreatedAt < blobsBefore && !attachments.Any(t => t.BlobHash == b.Hash)).ExecuteDeleteAsync(cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        return removed;
    }

    private Task<int> PruneAsync<T>(Func<IQueryable<T>, IQueryable<T>> condition, CancellationToken cancellationToken)
        where T : class =>
        executor.TransactAsync("prune", session => condition(session.Rows<T>()).ExecuteDeleteAsync(cancellationToken), cancellationToken);
}
