using System.Data.Common;
using System.Globalization;
using System.Text;
using Messaging.Messages;
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
        var messages = new FoldedRows<Message>(
            "m", [.. rows.Select(r => r.Message)], RowColumns.Messages, nameof(Message.Id), nameof(Message.RecipientId), nameof(Message.Locale), nameof(Message.TimeZone), nameof(Message.FirstId), nameof(Message.Variant));
        var contents = new FoldedRows<MessageContent>(
            "c", [.. rows.Select(r => r.Content)], RowColumns.Contents, nameof(MessageContent.Id), nameof(MessageContent.Address), nameof(MessageContent.RecipientName), nameof(MessageContent.Payload));
        var deliveries = new FoldedRows<Delivery>("d", [.. rows.Select(r => r.Delivery)], RowColumns.NewDeliveries, nameof(Delivery.Id));
        var attachments = requests.SelectMany(r => r.Attachments).ToList();
        var gated = keys.Count > 0;

        var statement = new StringBuilder("WITH ok AS (SELECT unnest(@keyless) AS id)");
        if (gated)
        {
            statement.Clear().Append("WITH ");
            AppendInsert(session, statement, "r", RowColumns.Requests, "", mayExist: true);
            statement.Append(" RETURNING [:r.RequestId] AS id), ok AS (SELECT id FROM new_r UNION ALL SELECT unnest(@keyless))");
        }

        AppendFolded(session, statement, "m", messages, [], Gate(gated, "RequestId"), "");
        AppendFolded(session, statement, "c", contents, [], GateByMessage(gated, messages), "");
        AppendFolded(session, statement, "d", deliveries, RowColumns.NewDeliveryConstants, GateByMessage(gated, messages), PostgreSqlCounts.ReturningNew);
        AppendPart(session, statement, "t", RowColumns.Attachments, attachments.Count, Gate(gated, "RequestId"));

        if (rows.Count > 0)
        {
            statement.Append(PostgreSqlCounts.OfStored("new_d"));
        }

        var command = session.CreateCommand(statement.Append(" SELECT id FROM ok").ToString());
        PostgreSqlCounts.AddId(session, command);
        PostgreSqlArrays.Add(command, "@keyless", ColumnKind.Guid, keyless);
        PostgreSqlArrays.Add(command, keys, RowColumns.Requests, "r");
        messages.AddTo(command);
        contents.AddTo(command);
        deliveries.AddTo(command);
        PostgreSqlArrays.Add(command, attachments, RowColumns.Attachments, "t");
        return command;
    }

    /// <summary>Appends an insert of rows to a statement of common table expressions, if there are any rows.</summary>
    /// <param name="session">Where it will run.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="alias">The letter of the table.</param>
    /// <param name="columns">The columns to write.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="condition">Which of them, or an empty text.</param>
    /// <param name="returning">What the part returns.</param>
    /// <param name="mayExist">Whether rows that exist are passed over at the first try too.</param>
    public static void AppendPart<T>(
        DbSession session, StringBuilder statement, string alias, IReadOnlyList<Column<T>> columns, int count, string condition, string returning = "", bool mayExist = false)
    {
        if (count > 0)
        {
            statement.Append(", ");
            AppendInsert(session, statement, alias, columns, condition, mayExist);
            statement.Append(' ').Append(returning).Append(')');
        }
    }

    private static void AppendFolded<T>(
        DbSession session, StringBuilder statement, string alias, FoldedRows<T> rows, IReadOnlyList<(string Column, string Value)> constants, string condition, string returning)
    {
        if (rows.Count > 0)
        {
            statement.Append(", ");
            AppendInsert(session, statement, alias, rows.Columns, constants, $"{rows.Source} AS v", condition, mayExist: false);
            statement.Append(' ').Append(returning).Append(')');
        }
    }

    private static void AppendInsert<T>(DbSession session, StringBuilder statement, string alias, IReadOnlyList<Column<T>> columns, string condition, bool mayExist)
    {
        var arrays = string.Join(", ", columns.Select(c => $"@{alias}{c.Name}"));
        var aliases = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        AppendInsert(session, statement, alias, columns, [], $"unnest({arrays}) AS v({aliases})", condition, mayExist);
    }

    private static void AppendInsert<T>(
        DbSession session, StringBuilder statement, string alias, IReadOnlyList<Column<T>> columns, IReadOnlyList<(string Column, string Value)> constants, string source, string condition, bool mayExist)
    {
        var names = session.Names.Columns(alias, columns.Select(c => c.Name).Concat(constants.Select(c => c.Column)), qualified: false);
        var values = string.Join(", ", columns.Select(c => $"v.\"{c.Name}\"").Concat(constants.Select(c => c.Value)));
        statement.Append(CultureInfo.InvariantCulture, $"new_{alias} AS (INSERT INTO [{alias}] ({names}) SELECT {values} FROM {source} {condition} {(mayExist || !session.IsFirstTry ? "ON CONFLICT DO NOTHING" : "")}");
    }

    // Contents and deliveries do not know their request: the messages beside them do.
    private static string GateByMessage(bool gated, FoldedRows<Message> messages) => gated
        ? $"WHERE v.\"Id\" IN (SELECT q.\"Id\" FROM {messages.SourceOf(nameof(Message.Id), nameof(Message.RequestId))} AS q WHERE q.\"RequestId\" IN (SELECT id FROM ok))"
        : "";

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
