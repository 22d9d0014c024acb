using System.Data.Common;

namespace Messaging.EntityFramework.Store;

/// <summary>The partitioned tables and the statements about their partitions. Their names are those of the library's own context.</summary>
internal static class PartitionTables
{
    /// <summary>The table that decides whether a month can go.</summary>
    public const string Deliveries = "messaging_deliveries";

    /// <summary>How many months ahead there are partitions for.</summary>
    public const int MonthsAhead = 2;

    private const string Partitions =
        """
        SELECT p.relname, c.relname FROM pg_inherits AS i JOIN pg_class AS p ON p.oid = i.inhparent JOIN pg_class AS c ON c.oid = i.inhrelid
        WHERE i.inhparent = ANY(ARRAY[to_regclass('messaging_messages'), to_regclass('messaging_contents'), to_regclass('messaging_deliveries'), to_regclass('messaging_attempts')])
        """;

    // As the partition of strays is stored, so are new ones: whoever tunes it tunes them.
    private const string Storage = "SELECT coalesce(' WITH (' || array_to_string(reloptions, ', ') || ')', '') FROM pg_class WHERE oid = to_regclass('{0}_default')";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Deliveries, "messaging_attempts", "messaging_contents", "messaging_messages"];

    /// <summary>Reads which partitions of months there are.</summary>
    public static async Task<HashSet<Partition>> ReadAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        using var command = CreateCommand(connection, transaction, Partitions);
        using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var found = new HashSet<Partition>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (PartitionMonth.Of(reader.GetString(0), reader.GetString(1)) is { } month)
            {
                found.Add(new Partition(reader.GetString(0), month));
            }
        }

        return found;
    }

    /// <summary>The partitions that must be there at a time.</summary>
    public static IEnumerable<Partition> NeededAt(DateTimeOffset now) => All.SelectMany(t => PartitionMonth.Of(now).AndNext(MonthsAhead).Select(m => new Partition(t, m)));

    /// <summary>Creates a partition, with the indexes and constraints of its table, and moves into it what strayed there.</summary>
    /// <remarks>Made apart and attached: that waits for writers of strays only, while a table made as a partition waits for everybody.</remarks>
    public static async Task CreateAsync(DbConnection connection, DbTransaction transaction, Partition partition, CancellationToken cancellationToken)
    {
        var (name, table) = (partition.Name, partition.Table);
        var storage = (string)(await AskAsync(connection, transaction, Storage.Replace("{0}", table, StringComparison.Ordinal), cancellationToken).ConfigureAwait(false))!;
        var key = table == "messaging_attempts" ? "delivery_id" : "id";
        var statements = $"""
            CREATE TABLE {name} (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES){storage};
            WITH moved AS (DELETE FROM {table}_default WHERE {key} >= '{partition.Month.First}' AND {key} < '{partition.Month.AfterLast}' RETURNING *) INSERT INTO {name} SELECT * FROM moved;
            ALTER TABLE {table} ATTACH PARTITION {name} FOR VALUES FROM ('{partition.Month.First}') TO ('{partition.Month.AfterLast}')
            """;
        await RunAsync(connection, transaction, statements, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a query that selects one truth value says so.</summary>
    public static async Task<bool> IsAsync(DbConnection connection, DbTransaction? transaction, string query, CancellationToken cancellationToken) =>
        await AskAsync(connection, transaction, query, cancellationToken).ConfigureAwait(false) is true;

    /// <summary>Runs statements.</summary>
    public static async Task RunAsync(DbConnection connection, DbTransaction? transaction, string statements, CancellationToken cancellationToken)
    {
        using var command = CreateCommand(connection, transaction, statements);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<object?> AskAsync(DbConnection connection, DbTransaction? transaction, string query, CancellationToken cancellationToken)
    {
        using var command = CreateCommand(connection, transaction, query);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }

    // Names are constants and months; nothing in these texts comes from outside.
    private static DbCommand CreateCommand(DbConnection connection, DbTransaction? transaction, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        return command;
    }
}
