using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Dead letters: found by their own index, replayed in batches.</summary>
internal sealed class EntityFrameworkDeadLetterStore(StoreExecutor executor) : IDeadLetterStore
{
    private const int RowBatch = 100;

    public Task<IReadOnlyList<DeadLetter>> ListAsync(DeadLetterQuery query, DeadLetterPosition? after, int limit, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<DeadLetter>>(
            "list dead letters",
            async session => await Find(session, query, after, oldestFirst: false)
                .OrderByDescending(l => l.Delivery.FinishedAt)
                .ThenByDescending(l => l.Delivery.Id)
                .Take(limit)
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false),
            cancellationToken);

    public Task<int> CountAsync(DeadLetterQuery query, int atMost, CancellationToken cancellationToken) =>
        executor.ReadAsync(
            "count dead letters",
            // In the order of the index, so that the bound ends the walk along it.
            session => Find(session, query, null, oldestFirst: true).OrderBy(l => l.Delivery.FinishedAt).Select(l => l.Delivery.Id).Take(atMost).CountAsync(cancellationToken),
            cancellationToken);

    public async Task<ReplayedBatch> ReplayAsync(DeadLetterQuery query, DeadLetterPosition? after, int limit, ReplayOrder order, CancellationToken cancellationToken)
    {
        // Where rows are written one by one, other writers wait: fewer at a time.
        var most = executor.Dialect.IsSingleStatement ? limit : Math.Min(limit, RowBatch);
        var found = await executor.ReadAsync("find dead letters", session => DeadLetterReplay.FindAsync(Find(session, query, after, oldestFirst: true), most, order, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
        {
            return new ReplayedBatch(0, 0, [], null);
        }

        var written = await executor.TransactAsync("requeue dead letters", session => DeadLetterReplay.RunAsync(session, found, order, cancellationToken), cancellationToken).ConfigureAwait(false);
        DeadLetterPosition? last = found.Count < most ? null : new(found[^1].FinishedAt, found[^1].Id);
        return new ReplayedBatch(found.Count, written.Count, [.. found.Where(f => written.Contains(f.Id)).Select(f => f.Counted.LaneKey).Distinct()], last);
    }

    private static IQueryable<DeadLetter> Find(DbSession session, DeadLetterQuery query, DeadLetterPosition? after, bool oldestFirst)
    {
        var deliveries = DeadLetterRule.OfDelivery(query).Aggregate(session.Rows<Delivery>(), (rows, condition) => rows.Where(condition));
        if (after is { } place)
        {
            deliveries = deliveries.Where(DeadLetterRule.After(place, oldestFirst));
        }

        if (query.Decision is { } code)
        {
            var decisions = session.Rows<DeliveryDecision>();
            deliveries = deliveries.Where(d => decisions.Any(x => x.DeliveryId == d.Id && x.LeaseToken == d.LeaseToken - 1 && x.Code == code));
        }

        var (messages, attempts) = (session.Rows<Message>(), session.Rows<MessageAttempt>());
        var letters = from d in deliveries
                      join m in messages on d.Id equals m.Id
                      from a in attempts.Where(a => a.DeliveryId == d.Id && a.Generation == d.Generation && a.Attempt == d.Attempt).DefaultIfEmpty()
                      select new DeadLetter { Message = m, Delivery = d, LastAttempt = a };
        return DeadLetterRule.OfLetter(query).Aggregate(letters, (rows, condition) => rows.Where(condition));
    }
}
