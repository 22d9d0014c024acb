using Messaging.Messages;

namespace Messaging.Storage.InMemory;

/// <summary>Deletes what is past its time, by the rules of the databases. Called within the lock.</summary>
internal sealed class InMemoryRetention(InMemoryDatabase database)
{
    public PruneStep Prune(PruneRange range, int limit)
    {
        var end = MessageIds.StartOf(range.Before);
        var ids = Candidates(range.Rows).Where(id => id.CompareTo(range.After) > 0 && id.CompareTo(end) < 0).Distinct().Order().Take(limit).ToList();
        if (ids.Count == 0)
        {
            return new PruneStep(range.After, true, 0);
        }

        var due = ids.Where(id => IsDue(id, range)).ToList();
        var removed = range.Rows switch
        {
            RetainedRows.Contents => due.Count(database.Contents.Remove),
            RetainedRows.Events => Remove(database.Events, e => e.DeliveryId is { } id && due.Contains(id) && e.ReceivedAt < range.Before),
            _ => due.Where(id => !IsInOpenChain(id)).ToList().Count(Remove),
        };
        if (range.Rows != RetainedRows.Events)
        {
            database.Attachments.RemoveAll(a => due.Exists(id => database.Messages.TryGetValue(id, out var m) && m.RequestId == a.RequestId) && !IsOpen(a.RequestId));
            RemoveOrphans();
        }

        return new PruneStep(ids[^1], ids.Count < limit, removed);
    }

    private IEnumerable<Guid> Candidates(RetainedRows rows) => rows switch
    {
        RetainedRows.Contents => database.Contents.Keys,
        RetainedRows.Events => database.Events.Values.Where(e => e.DeliveryId is not null).Select(e => e.DeliveryId!.Value),
        _ => database.Messages.Keys,
    };

    private bool IsDue(Guid id, PruneRange range) =>
        database.Deliveries.TryGetValue(id, out var delivery)
            ? range.Covers(delivery.TenantId) && delivery.WorkState == WorkState.Done && delivery.FinishedAt < range.Before
            : range is { IsExcept: true, Rows: RetainedRows.Events };

    private bool IsInOpenChain(Guid id) =>
        database.Messages[id].FirstId is { } first && database.Messages.Values.Any(m => m.FirstId == first && database.Deliveries[m.Id].WorkState != WorkState.Done);

    private bool IsOpen(Guid requestId) => database.Messages.Values.Any(m => m.RequestId == requestId && database.Deliveries[m.Id].WorkState != WorkState.Done);

    private bool Remove(Guid id)
    {
        database.Contents.Remove(id);
        Remove(database.Attempts, a => a.DeliveryId == id);
        Remove(database.Decisions, d => d.DeliveryId == id);
        Remove(database.Events, e => e.DeliveryId == id);
        return database.Deliveries.Remove(id) && database.Messages.Remove(id);
    }

    private void RemoveOrphans()
    {
        var requests = database.Messages.Values.Select(m => m.RequestId).ToHashSet();
        database.Attachments.RemoveAll(a => !requests.Contains(a.RequestId));
    }

    private static int Remove<TKey, TRow>(Dictionary<TKey, TRow> table, Predicate<TRow> condition)
        where TKey : notnull
    {
        var keys = table.Where(p => condition(p.Value)).Select(p => p.Key).ToList();
        keys.ForEach(k => table.Remove(k));
        return keys.Count;
    }
}
