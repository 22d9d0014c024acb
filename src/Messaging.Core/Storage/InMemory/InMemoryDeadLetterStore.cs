using Messaging.Messages;

namespace Messaging.Storage.InMemory;

/// <summary>Dead letters of the in-memory store.</summary>
internal sealed class InMemoryDeadLetterStore(InMemoryDatabase database) : IDeadLetterStore
{
    public Task<IReadOnlyList<DeadLetter>> ListAsync(DeadLetterQuery query, DeadLetterPosition? after, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<DeadLetter>>([.. Find(query, after, oldestFirst: false).OrderByDescending(l => l.Delivery.FinishedAt).ThenByDescending(l => l.Delivery.Id).Take(limit)]);
        }
    }

    public Task<int> CountAsync(DeadLetterQuery query, int atMost, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult(Find(query, null, oldestFirst: true).Take(atMost).Count());
        }
    }

    public Task<ReplayedBatch> ReplayAsync(DeadLetterQuery query, DeadLetterPosition? after, int limit, ReplayOrder order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var found = Find(query, after, oldestFirst: true).OrderBy(l => l.Delivery.FinishedAt).ThenBy(l => l.Delivery.Id).Take(limit).ToList();
            found.ForEach(l => Replay(l, order));
            DeadLetterPosition? last = found.Count < limit ? null : new(found[^1].Delivery.FinishedAt!.Value, found[^1].Delivery.Id);
            return Task.FromResult(new ReplayedBatch(found.Count, found.Count, [.. found.Select(l => l.Delivery.LaneKey).Distinct()], last));
        }
    }

    private void Replay(DeadLetter letter, ReplayOrder order)
    {
        var (id, delivery) = (letter.Message.Id, letter.Delivery);
        database.Put(DeliveryTransition.Replay(delivery, order.ExpiresAt(letter.Message.Category), order.Now, order.UseCurrentTemplate));
        database.Append(new DeliveryDecision { DeliveryId = id, LeaseToken = delivery.LeaseToken, Code = DecisionCode.ReplayRequested, DecidedAt = order.Now, Facts = order.Facts });
        if (database.Contents.TryGetValue(id, out var content))
        {
            database.Contents[id] = content with { Payload = null };
        }
    }

    private IEnumerable<DeadLetter> Find(DeadLetterQuery query, DeadLetterPosition? after, bool oldestFirst)
    {
        var deliveries = DeadLetterRule.OfDelivery(query).Concat(after is { } place ? [DeadLetterRule.After(place, oldestFirst)] : [])
            .Aggregate(database.Deliveries.Values.AsEnumerable(), (rows, condition) => rows.Where(condition.Compile()));
        var letters = deliveries.Select(d => new DeadLetter { Message = database.Messages[d.Id], Delivery = d, LastAttempt = database.Attempts.GetValueOrDefault((d.Id, d.Generation, d.Attempt)) });
        return DeadLetterRule.OfLetter(query)
            .Aggregate(letters, (rows, condition) => rows.Where(condition.Compile()))
            .Where(l => query.Decision is not { } code || database.Decisions.ContainsKey((l.Delivery.Id, l.Delivery.LeaseToken - 1, code.Value)));
    }
}
