using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Adds changes of counts to their sums, row by row. A change counts for whoever deleted it, by its own key: what is written meanwhile stays.</summary>
internal static class CountFold
{
    private const string Take = "DELETE FROM [j] WHERE [:j.Number] = @Number AND [:j.Id] = @Id";

    private const string Raise = "UPDATE [j] SET [:j.Count] = [:j.Count] + @Count WHERE [:j.Number] = @Number AND [:j.Id] = @Id";

    private static readonly Column<CountRow>[] Key = [.. CountColumns.Counts.Where(c => c.Name is nameof(CountRow.Number) or nameof(CountRow.Id))];

    private static readonly Column<CountRow>[] Addition = [.. Key, .. CountColumns.Counts.Where(c => c.Name == nameof(CountRow.Count))];

    /// <summary>Folds the first few changes.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> RunAsync(DbSession session, int limit, CancellationToken cancellationToken)
    {
        var changes = await session.Rows<CountRow>().Where(c => c.Number > 0).OrderBy(c => c.Number).ThenBy(c => c.Id).Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false);
        return changes.Count == 0 ? 0 : await RunAsync(session, changes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Folds changes that were read.</summary>
    /// <returns>How many of them were still there.</returns>
    internal static async Task<int> RunAsync(DbSession session, IReadOnlyList<CountRow> changes, CancellationToken cancellationToken)
    {
        var (taken, tally) = (0, new CountTally());
        using (var take = new RowStatement<CountRow>(session, Take, Key))
        {
            foreach (var change in changes)
            {
                if (await take.RunAsync(change, cancellationToken).ConfigureAwait(false) > 0)
                {
                    taken++;
                    tally.Add(new CountKey(change.TenantId, change.Channel, change.LaneKey, change.Day, change.Outcome), change.Count);
                }
            }
        }

        using var raise = new RowStatement<CountRow>(session, Raise, Addition);
        using var insert = RowStatement<CountRow>.Insert(session, "j", CountColumns.Counts, session.Dialect.OnConflict);

        // In the order of their keys, so that two janitors do not wait for each other.
        foreach (var sum in tally.Sums.Select(s => CountChanges.ToRow(0, s.Key.ToId(), s.Key, s.Value)).OrderBy(r => r.Id))
        {
            while (await raise.RunAsync(sum, cancellationToken).ConfigureAwait(false) == 0 && await insert.RunAsync(sum, cancellationToken).ConfigureAwait(false) == 0)
            {
            }
        }

        return taken;
    }
}
