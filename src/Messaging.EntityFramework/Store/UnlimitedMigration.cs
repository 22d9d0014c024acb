using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Messaging.EntityFramework.Store;

/// <summary>Migrates a PostgreSQL database without the limits of ordinary work: a large table takes its time and is read whole, and another node that migrates holds the lock for as long.</summary>
internal static class UnlimitedMigration
{
    private static readonly (string Name, string Value)[] Settings =
        [("statement_timeout", "0"), ("lock_timeout", "0"), ("idle_in_transaction_session_timeout", "0"), ("enable_seqscan", "on")];

    public static async Task RunAsync(DbContext context, CancellationToken cancellationToken)
    {
        var database = context.Database;
        var patience = database.GetCommandTimeout();
        await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            database.SetCommandTimeout(TimeSpan.Zero);
            await SetAsync(database, "SET {0} = {1}", cancellationToken).ConfigureAwait(false);
            await database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ResetAsync(database).ConfigureAwait(false);
            database.SetCommandTimeout(patience);
            await database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }

    // The session goes back to its pool, which hands it on as it is: one that cannot be set right is ended.
    private static async Task ResetAsync(DatabaseFacade database)
    {
        try
        {
            await SetAsync(database, "RESET {0}", CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            await ReadOnlyServer.LeaveAsync(database.GetDbConnection()).ConfigureAwait(false);
        }
    }

    private static Task<int> SetAsync(DatabaseFacade database, string form, CancellationToken cancellationToken)
    {
        var statements = string.Join("; ", Settings.Select(s => string.Format(System.Globalization.CultureInfo.InvariantCulture, form, s.Name, s.Value)));
        return database.ExecuteSqlRawAsync(statements, cancellationToken);
    }
}
