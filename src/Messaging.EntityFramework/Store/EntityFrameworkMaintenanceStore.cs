using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>The janitors' side of the store.</summary>
internal sealed class EntityFrameworkMaintenanceStore(StoreExecutor executor, StoreClock clock) : IMaintenanceStore
{
    // What waits in a chain behind a message that failed: reported so, ended so, or, for what waits for a failure, suppressed. Where there are no chains at all, nothing else is looked at: without statistics
    // PostgreSQL would go through all that is queued to find that out.
    private const string FailedBefore =
        """
        SELECT [m.Id], [d.DueAt], [m.FallbackWhen], [m.FallbackAfter], f.[:d.FinishedAt]
        FROM [m] AS m JOIN [d] AS d ON [d.Id] = [m.Id] JOIN [m] AS b ON b.[:m.FirstId] = [m.FirstId] AND b.[:m.Step] = [m.Step] - 1 JOIN [d] AS f ON f.[:d.Id] = b.[:m.Id]
        WHERE [m.FirstId] IS NOT NULL AND [m.Step] > 0 AND [d.WorkState] = 0 AND [d.DueAt] > @now
            AND (f.[:d.StatusRank] = 35 OR f.[:d.StatusRank] >= 55 OR f.[:d.Outcome] IN (2, 3, 4, 8) OR (f.[:d.Outcome] = 6 AND [m.FallbackWhen] = 0))
            AND (SELECT EXISTS (SELECT 1 FROM [m] AS o WHERE o.[:m.FirstId] IS NOT NULL AND o.[:m.Step] > 0))
        """;

    public Task<IReadOnlyList<Delivery>> FindAsync(DeliveryCondition condition, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<Delivery>>("look for messages to mend", async session =>
        {
            var deliveries = session.Rows<Delivery>();
            var found = condition switch
            {
                DeliveryCondition.Abandoned => executor.Dialect.FindAbandoned(session, before, limit).OrderBy(d => d.OwnerEpoch).ThenBy(d => d.Id),
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
            var (moved, deliveries) = (0, session.Rows<Delivery>());
            foreach (var (id, seen, due) in await FindFailedAsync(session, limit, now, cancellationToken).ConfigureAwait(false))
            {
                moved += await deliveries.Where(d => d.Id == id && d.WorkState == WorkState.Queued && d.DueAt == seen)
                    .ExecuteUpdateAsync(s => s.SetProperty(d => d.DueAt, due), cancellationToken)
                    .ConfigureAwait(false);
            }

            return moved;
        }, cancellationToken);

    public Task<PruneStep> PruneAsync(PruneRange range, int limit, CancellationToken cancellationToken) => new AgedRows(executor).PruneAsync(range, limit, cancellationToken);

    public async Task<int> PruneAsync(DateTimeOffset keysBefore, DateTimeOffset blobsBefore, int limit, CancellationToken cancellationToken)
    {
        // One short transaction each: on SQLite every writer of the host waits behind it.
        var removed = await PruneAsync<RequestKey>(s => s.Where(r => r.CreatedAt < keysBefore).OrderBy(r => r.CreatedAt), limit, cancellationToken).ConfigureAwait(false);
        removed += await PruneAsync<MessageEvent>(s => s.Where(e => e.DeliveryId == null && e.ReceivedAt < keysBefore).OrderBy(e => e.ReceivedAt), limit, cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        var oldestDay = DailyCount.OldestDay(now);
        removed += await PruneAsync<DailyCount>(s => s.Where(c => c.Day < oldestDay).OrderBy(c => c.Day), limit, cancellationToken).ConfigureAwait(false);
        removed += await executor.TransactAsync(
            "prune dispatchers",
            session =>
            {
                var (deliveries, later) = (session.Rows<Delivery>(), session.Rows<DispatcherRow>());
                return session.Rows<DispatcherRow>()
                    .Where(p => p.ExpiresAt < now && later.Any(l => l.HeartbeatAt > p.HeartbeatAt) && !deliveries.Any(d => d.WorkState == WorkState.Leased && d.OwnerEpoch == p.Epoch))
                    .ExecuteDeleteAsync(cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        removed += await executor.TransactAsync(
            "prune blobs",
            session =>
            {
                var attachments = session.Rows<StoredAttachment>();
                return session.Rows<Blob>().Where(b => b.CreatedAt < blobsBefore && !attachments.Any(t => t.BlobHash == b.Hash)).OrderBy(b => b.CreatedAt).Take(AgedRows.Limit(session, limit)).ExecuteDeleteAsync(cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        return removed;
    }

    private Task<int> PruneAsync<T>(Func<IQueryable<T>, IQueryable<T>> condition, int limit, CancellationToken cancellationToken)
        where T : class =>
        executor.TransactAsync("prune", session => condition(session.Rows<T>()).Take(AgedRows.Limit(session, limit)).ExecuteDeleteAsync(cancellationToken), cancellationToken);

    private static async Task<List<(Guid Id, DateTimeOffset Seen, DateTimeOffset Due)>> FindFailedAsync(DbSession session, int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var command = session.CreateCommand(FailedBefore);
        session.Form.Add(command, "@now", ColumnKind.Time, now);
        using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var found = new List<(Guid, DateTimeOffset, DateTimeOffset)>();
        while (found.Count < limit && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            DateTimeOffset? failedAt = reader.IsDBNull(4) ? null : session.Form.ReadTime(reader, 4);
            var (seen, due) = (session.Form.ReadTime(reader, 1), FallbackRule.DueAfterFailure((FallbackWhen)reader.GetInt16(2), reader.GetInt32(3), failedAt, now));
            if (due < seen)
            {
                found.Add((session.Form.ReadGuid(reader, 0), seen, due));
            }
        }

        return found;
    }
}
