using System.Data.Common;
using Messaging.Storage;

namespace Messaging.EntityFramework.Store;

/// <summary>Reads contacts in one statement for as many as a request has. Every message asks for two, which is too often for a query that is translated.</summary>
internal static class ContactQuery
{
    private static readonly IReadOnlyList<string> Names = RowColumns.NamesOf(ContactColumns.Contacts);

    public static async Task<IReadOnlyList<ContactRow>> RunAsync(DbSession session, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var isSqlite = session.Dialect is SqliteDialect;
        var text = session.Names.Once(
            (typeof(ContactQuery), isSqlite),
            () => $"SELECT {session.Names.Columns("k", Names, qualified: true)} FROM [k] AS k WHERE [k.Id] {(isSqlite ? "IN (SELECT unhex(value) FROM json_each(@ids))" : "= ANY(ARRAY(SELECT unnest(@ids)))")}");
        using var command = session.CreateCommand(text);
        if (isSqlite)
        {
            session.Form.Add(command, "@ids", ColumnKind.Text, SqliteDialect.ToJson(ids));
        }
        else
        {
            PostgreSqlArrays.Add(command, "@ids", ColumnKind.Guid, [.. ids.Select(i => (object?)i)]);
        }

        using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<ContactRow>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(Read(reader, session.Form));
        }

        return rows;
    }

    private static ContactRow Read(DbDataReader reader, ValueForm form) => new()
    {
        Id = form.ReadGuid(reader, 0),
        TenantId = reader.GetString(1),
        PersonType = reader.GetString(2),
        PersonId = reader.GetString(3),
        Version = reader.GetInt64(4),
        IsSuppressed = form.ReadBoolean(reader, 5),
        State = reader.GetString(6),
        UpdatedAt = form.ReadTime(reader, 7),
    };
}
