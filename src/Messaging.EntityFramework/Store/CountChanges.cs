using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Writes what a transaction did to the counts, within it: a row of its own per lane, day and outcome, so that no two writers wait for each other.</summary>
internal static class CountChanges
{
    /// <summary>Writes what a batch of changes came to.</summary>
    public static async Task WriteAsync(DbSession session, CountTally tally, CancellationToken cancellationToken)
    {
        var (id, number) = (session.NextId(), 0);
        RowStatement<CountRow>? insert = null;
        try
        {
            foreach (var (key, count) in tally.Sums)
            {
                insert ??= RowStatement<CountRow>.Insert(session, "j", CountColumns.Counts, "");
                await insert.RunAsync(ToRow(++number, id, key, count), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            insert?.Dispose();
        }
    }

    /// <summary>Writes that one delivery was changed.</summary>
    public static Task WriteAsync(DbSession session, Delivery seen, Delivery next, CancellationToken cancellationToken)
    {
        var tally = new CountTally();
        tally.Move(seen, next);
        return WriteAsync(session, tally, cancellationToken);
    }

    /// <summary>Writes that deliveries which were open may have ended: their rows say by now whether they did, and how.</summary>
    public static async Task WriteEndsAsync(DbSession session, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return;
        }

        var ended = await session.Rows<Delivery>()
            .Where(d => ids.Contains(d.Id) && d.WorkState == WorkState.Done)
            .Select(d => new { d.Id, d.TenantId, d.Channel, d.LaneKey, d.Outcome })
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        var tally = new CountTally();
        foreach (var d in ended)
        {
            tally.Move(new CountKey(d.TenantId, d.Channel, d.LaneKey, MessageIds.DayOf(d.Id), DeliveryOutcome.None), d.Outcome);
        }

        await WriteAsync(session, tally, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A row of a count.</summary>
    public static CountRow ToRow(int number, Guid id, CountKey key, long count) => new()
    {
        Number = number,
        Id = id,
        TenantId = key.TenantId,
        Channel = key.Channel,
        LaneKey = key.LaneKey,
        Day = key.Day,
        Outcome = key.Outcome,
        Count = count,
    };
}
