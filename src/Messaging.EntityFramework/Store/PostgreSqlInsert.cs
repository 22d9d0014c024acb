using System.Data.Common;
using System.Globalization;
using System.Text;
using Messaging.Storage;

namespace Messaging.EntityFramework.Store;

/// <summary>The insert of requests on PostgreSQL: one statement for all tables. Rows of a keyed request are written only if its key was taken in the same statement.</summary>
internal static class PostgreSqlInsert
{
    public static DbCommand Create(DbSession session, IReadOnlyList<NewRequest> requests)
    {
        var keys = requests.Where(r => r.IdempotencyKey is not null).Select(ToKey).ToList();
        var keyless = requests.Where(r => r.IdempotencyKey is null).Select(r => (object?)r.Id).ToArray();
        var rows = requests.SelectMany(r => r.Messages).ToList();
        var attachments = requests.SelectMany(r => r.Attachments).ToList();
        var gated = keys.Count > 0;

        var statement = new StringBuilder("WITH ok AS (SELECT unnest(@keyless) AS id)");
        if (gated)
        {
            statement.Clear().Append("WITH ");
            AppendInsert(session, statement, "r", RowColumns.Requests, [], "");
            statement.Append(" RETURNING [:r.RequestId] AS id), ok AS (SELECT id FROM new_r UNION ALL SELECT unnest(@keyless))");
        }

        AppendPart(session, statement, "m", RowColumns.Messages, rows.Count, Gate(gated, "RequestId"));
        AppendGated(session, statement, "c", RowColumns.Contents, [], rows.Count, gated);
        AppendGated(session, statement, "d", RowColumns.NewDeliveries, RowColumns.NewDeliveryConstants, rows.Count, gated, PostgreSqlCounts.ReturningNew);
        AppendPart(session, statement, "t", RowColumns.Attachments, attachments.Count, Gate(gated, "RequestId"));

        if (rows.Count > 0)
        {
            statement.Append(PostgreSqlCounts.OfStored("new_d"));
        }

        var command = session.CreateCommand(statement.Append(" SELECT id FROM ok").ToString());
        PostgreSqlCounts.AddId(session, command);
        PostgreSqlArrays.Add(command, "@keyless", ColumnKind.Guid, keyless);
        PostgreSqlArrays.Add(command, keys, RowColumns.Requests, "r");
        PostgreSqlArrays.Add(command, [.. rows.Select(r => r.Message)], RowColumns.Messages, "m");
        PostgreSqlArrays.Add(command, [.. rows.Select(r => r.Content)], RowColumns.Contents, "c");
        PostgreSqlArrays.Add(command, [.. rows.Select(r => r.Delivery)], RowColumns.NewDeliveries, "d");
        PostgreSqlArrays.Add(command, attachments, RowColumns.Attachments, "t");
        return command;
    }

    /// <summary>Appends an insert of rows to a statement of common table expressions, if there are any rows.</summary>
    public static void AppendPart<T>(DbSession session, StringBuilder statement, string alias, IReadOnlyList<Column<T>> columns, int count, string condition, string returning = "")
    {
        if (count > 0)
        {
            statement.Append(", ");
            AppendInsert(session, statement, alias, columns, [], condition);
            statement.Append(' ').Append(returning).Append(')');
        }
    }

    // Contents and deliveries do not know their request: the messages beside them do, row for row.
    private static void AppendGated<T>(
        DbSession session, StringBuilder statement, string alias, IReadOnlyList<Column<T>> columns, IReadOnlyList<(string Column, string Value)> constants, int count, bool gated,
        string returning = "")
    {
        if (count > 0)
        {
            statement.Append(", ");
            AppendInsert(
                session, statement, alias, columns, constants,
                gated ? "WHERE v.\"Id\" IN (SELECT q.message FROM unnest(@mId, @mRequestId) AS q(message, request) WHERE q.request IN (SELECT id FROM ok))" : "");
            statement.Append(' ').Append(returning).Append(')');
        }
    }

    private static void AppendInsert<T>(
        DbSession session, StringBuilder statement, string alias, IReadOnlyList<Column<T>> columns, IReadOnlyList<(string Column, string Value)> constants, string condition)
    {
        var names = session.Names.Columns(alias, columns.Select(c => c.Name).Concat(constants.Select(c => c.Column)), qualified: false);
        var values = string.Join(", ", columns.Select(c => $"v.\"{c.Name}\"").Concat(constants.Select(c => c.Value)));
        var arrays = string.Join(", ", columns.Select(c => $"@{alias}{c.Name}"));
        var aliases = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        statement.Append(CultureInfo.InvariantCulture, $"new_{alias} AS (INSERT INTO [{alias}] ({names}) SELECT {values} FROM unnest({arrays}) AS v({aliases}) {condition} ON CONFLICT DO NOTHING");
    }

    private static string Gate(bool gated, string column) => gated ? $"WHERE v.\"{column}\" IN (SELECT id FROM ok)" : "";

    private static RequestKey ToKey(NewRequest request) => new()
    {
        TenantId = request.TenantId,
        IdempotencyKey = request.IdempotencyKey!,
        RequestId = request.Id,
        PayloadHash = request.PayloadHash.ToArray(),
        CreatedAt = request.CreatedAt,
    };
}
