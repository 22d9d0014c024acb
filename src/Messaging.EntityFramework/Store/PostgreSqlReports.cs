using System.Text;
using Messaging.Messages;

namespace Messaging.EntityFramework.Store;

/// <summary>Reports on PostgreSQL: one statement stores all that are new, and one writes what follows from them.</summary>
internal static class PostgreSqlReports
{
    private static readonly Column<Delivery>[] Written =
    [
        .. RowColumns.Deliveries.Where(c => c.Name is nameof(Delivery.Id) or nameof(Delivery.WorkState) or nameof(Delivery.Outcome) or nameof(Delivery.StatusRank) or nameof(Delivery.LeaseToken)
            or nameof(Delivery.FinishedAt) or nameof(Delivery.ProviderMessageId) or nameof(Delivery.DuplicateConfirmed) or nameof(Delivery.DeliveredAt) or nameof(Delivery.OpenedAt)
            or nameof(Delivery.OpenCount) or nameof(Delivery.ClickedAt) or nameof(Delivery.ClickCount) or nameof(Delivery.ComplainedAt) or nameof(Delivery.UnsubscribedAt)),
    ];

    // Whatever another writer may have changed since the row was read, and that the new state was computed from.
    private static readonly Column<Delivery>[] Guarded =
    [
        .. RowColumns.Deliveries.Where(c => c.Name is nameof(Delivery.LeaseToken) or nameof(Delivery.Attempt) or nameof(Delivery.StatusRank) or nameof(Delivery.CancelRequested)
            or nameof(Delivery.OpenCount) or nameof(Delivery.ClickCount) or nameof(Delivery.DeliveredAt) or nameof(Delivery.ComplainedAt) or nameof(Delivery.UnsubscribedAt)
            or nameof(Delivery.ProviderMessageId) or nameof(Delivery.DuplicateConfirmed)),
    ];

    private static readonly string Update = ToUpdate();

    public static async Task<IReadOnlySet<(string Provider, string EventKey)>> InsertAsync(DbSession session, IReadOnlyList<MessageEvent> reports, CancellationToken cancellationToken)
    {
        var statement = new StringBuilder("WITH one AS (SELECT 1)");
        PostgreSqlInsert.AppendPart(session, statement, "e", RowColumns.Events, reports.Count, "", "RETURNING [:e.Provider] AS provider, [:e.EventKey] AS key", mayExist: true);
        using var command = session.CreateCommand(statement.Append(" SELECT provider, key FROM new_e").ToString());
        PostgreSqlArrays.Add(command, reports, RowColumns.Events, "e");
        using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var added = new HashSet<(string, string)>(reports.Count);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            added.Add((reader.GetString(0), reader.GetString(1)));
        }

        return added;
    }

    public static async Task<IReadOnlySet<Guid>> UpdateAsync(DbSession session, IReadOnlyList<(Delivery Seen, Delivery Next)> changes, CancellationToken cancellationToken)
    {
        // In the order of their keys, as everywhere.
        var ordered = changes.OrderBy(c => c.Next.Id).ToList();
        using var command = session.CreateCommand(Update);
        PostgreSqlArrays.Add(command, [.. ordered.Select(c => c.Next)], Written, "n");
        PostgreSqlArrays.Add(command, [.. ordered.Select(c => c.Seen)], Guarded, "s");
        using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var written = new HashSet<Guid>(changes.Count);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            written.Add(reader.GetGuid(0));
        }

        return written;
    }

    // The rows are locked in the order they are given. The look-up per row and the array keep it to the key: a join would have the planner read a table end to end that it believes to be small.
    private static string ToUpdate()
    {
        var arrays = string.Join(", ", Written.Select(c => "@n" + c.Name).Concat(Guarded.Select(c => "@s" + c.Name)));
        var names = string.Join(", ", Written.Select(c => $"\"n{c.Name}\"").Concat(Guarded.Select(c => $"\"s{c.Name}\"")));
        var guards = string.Join(" AND ", Guarded.Select(c => $"[d.{c.Name}] IS NOT DISTINCT FROM v.\"s{c.Name}\""));
        var values = string.Join(", ", Written.Where(c => c.Name != nameof(Delivery.Id)).Select(c => $"[:d.{c.Name}] = mine.\"n{c.Name}\""));
        return $"""
            WITH v AS (SELECT * FROM unnest({arrays}) AS v({names})),
            mine AS MATERIALIZED (SELECT v.* FROM v CROSS JOIN LATERAL (SELECT 1 FROM [d] AS d WHERE [d.Id] = v."nId" AND {guards} FOR UPDATE) AS seen)
            UPDATE [d] AS d SET {values} FROM mine WHERE [d.Id] = ANY(ARRAY(SELECT "nId" FROM mine)) AND [d.Id] = mine."nId" RETURNING [d.Id]
            """;
    }
}
