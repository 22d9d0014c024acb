using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Messaging.EntityFramework.Store;

/// <summary>Migrates a PostgreSQL database without the limits of ordinary work: a large table takes its time, and another node that migrates holds the lock for as long.</summary>
internal static class UnlimitedMigration
{
    private static readonly string[] Limits = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"];

    public static async Task RunAsync(DbContext context, CancellationToken cancellationToken)
    {
        var database = context.Database;
        var patience = database.GetCommandTimeout();
        await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            database.SetCommandTimeout(TimeSpan.Zero);
            await SetAsync(database, "SET {0} = 0", cancellationToken).ConfigureAwait(false);
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
        var statements = string.Join("; ", Limits.Select(l => string.Format(System.Globalization.CultureInfo.InvariantCulture, form, l)));
        return database.ExecuteSqlRawAsync(statements, cancellationToken);
    }
}
