using System.Data.Common;

namespace Messaging.EntityFramework.Store;

/// <summary>Turns empty tables into partitioned ones, and sees to it that there are partitions for what is written now.</summary>
internal static class PartitionSetup
{
    private const string Lock = "SELECT pg_advisory_xact_lock(hashtext('messaging_partitions'))";
    private const string IsOrdinary =
        """
        SELECT EXISTS (SELECT 1 FROM pg_class WHERE relkind = 'r'
            AND oid = ANY(ARRAY[to_regclass('messaging_messages'), to_regclass('messaging_contents'), to_regclass('messaging_deliveries'), to_regclass('messaging_attempts')]))
        """;

    private const string LockTables = "LOCK TABLE messaging_messages, messaging_contents, messaging_deliveries, messaging_attempts IN ACCESS EXCLUSIVE MODE";
    private const string HasRows = "SELECT EXISTS (SELECT 1 FROM messaging_messages) OR EXISTS (SELECT 1 FROM messaging_attempts)";

    /// <summary>The script that turns ordinary tables into partitioned ones.</summary>
    public static string Script
    {
        get
        {
            using var reader = new StreamReader(typeof(PartitionSetup).Assembly.GetManifestResourceStream("Partition.sql")!);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Does so, in one transaction and on one node at a time.</summary>
    /// <exception cref="MessagingConfigurationException">The tables are ordinary ones and have rows.</exception>
    public static async Task EnsureAsync(DbConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await PartitionTables.RunAsync(connection, transaction, Lock, cancellationToken).ConfigureAwait(false);
            if (await PartitionTables.IsAsync(connection, transaction, IsOrdinary, cancellationToken).ConfigureAwait(false))
            {
                await ConvertAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
            }

            var there = await PartitionTables.ReadAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
            foreach (var missing in PartitionTables.NeededAt(now).Where(p => !there.Contains(p)))
            {
                await PartitionTables.CreateAsync(connection, transaction, missing, cancellationToken).ConfigureAwait(false);
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ConvertAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await PartitionTables.RunAsync(connection, transaction, LockTables, cancellationToken).ConfigureAwait(false);
        if (await PartitionTables.IsAsync(connection, transaction, HasRows, cancellationToken).ConfigureAwait(false))
        {
            throw new MessagingConfigurationException(
                "MonthlyPartitions is set, but the tables of messages are ordinary ones with rows in them, which are not copied while a host starts. "
                + "Stop all processes that use them and run Partition.sql as docs/retention.md says, or drop the option.");
        }

        await PartitionTables.RunAsync(connection, transaction, Script, cancellationToken).ConfigureAwait(false);
    }
}
