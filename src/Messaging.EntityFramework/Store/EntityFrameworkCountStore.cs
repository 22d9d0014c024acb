using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Reads the sums together with the changes that are not added to them yet, in one query, so that a change is seen once wherever it is.</summary>
internal sealed class EntityFrameworkCountStore(StoreExecutor executor) : ICountStore
{
    private const int RowBatch = 100;

    public Task<IReadOnlyList<MessageCount>> CountAsync(MessageCountQuery query, CancellationToken cancellationToken) =>
        executor.ReadAsync("read counts", async session =>
        {
            var (tenant, from, to) = (query.Tenant, query.From.DayNumber, query.To.DayNumber);
            var rows = session.Rows<CountRow>().Where(c => c.TenantId == tenant && c.Day >= from && c.Day <= to);
            if (query.Channel is { } channel)
            {
                rows = rows.Where(c => c.Channel == channel);
            }

            var sums = await rows
                .GroupBy(c => new { c.Day, c.Channel, c.Outcome })
                .Select(g => new { g.Key.Day, g.Key.Channel, g.Key.Outcome, Count = g.Sum(c => c.Count) })
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false);
            return MessageCount.Of(sums.Select(s => (s.Day, s.Channel, s.Outcome, s.Count)));
        }, cancellationToken);

    public Task<IReadOnlyDictionary<MessagePriority, long>> ReadDepthsAsync(CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyDictionary<MessagePriority, long>>("read how many messages are open", async session =>
        {
            // The words of the index's filter.
            var sums = await session.Rows<CountRow>()
                .Where(c => c.Outcome == DeliveryOutcome.None && c.Count != 0)
                .GroupBy(c => c.LaneKey)
                .Select(g => new { LaneKey = g.Key, Count = g.Sum(c => c.Count) })
                .Where(s => s.Count != 0)
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false);
            return sums.GroupBy(s => LaneKey.PriorityOf(s.LaneKey), s => s.Count).ToDictionary(g => g.Key, g => g.Sum());
        }, cancellationToken);

    // Where rows are written one by one, other writers wait: fewer at a time.
    public Task<int> FoldAsync(int limit, CancellationToken cancellationToken) => executor.WriteAsync(
        "fold counts",
        session => session.Dialect.IsSingleStatement ? PostgreSqlCounts.FoldAsync(session, limit, cancellationToken) : CountFold.RunAsync(session, Math.Min(limit, RowBatch), cancellationToken),
        cancellationToken);
}
