using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>
/// Entity Framework's migration lock on SQLite is a row. A process that dies while it migrates leaves it behind, and every later start would wait for it for ever. This removes a lock
/// that stayed the same for a while.
/// </summary>
/// <remarks>
/// A live migration is not disturbed: it runs in a write transaction, behind which the removal has to wait, and has released its lock by then.
/// </remarks>
internal static class AbandonedMigrationLock
{
    private const string Row = "SELECT CAST(\"Timestamp\" AS TEXT) AS \"Value\" FROM \"__EFMigrationsLock\" WHERE \"Id\" = 1";
    private const string Table = "SELECT name AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until nobody holds the lock, or removes it.</summary>
    public static async Task BreakAsync(DbContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        var timestamp = time.GetTimestamp();
        string? seen = null;
        while (await ReadAsync(context, cancellationToken).ConfigureAwait(false) is { } held)
        {
            if (!string.Equals(held, seen, StringComparison.Ordinal))
            {
                (seen, timestamp) = (held, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(timestamp) > Patience)
            {
                await context.Database
                    .ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsLock\" WHERE \"Id\" = 1 AND CAST(\"Timestamp\" AS TEXT) = {held}", cancellationToken)
                    .ConfigureAwait(false);
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<string?> ReadAsync(DbContext context, CancellationToken cancellationToken) =>
        await context.Database.SqlQueryRaw<string>(Table).AnyAsync(cancellationToken).ConfigureAwait(false)
            ? (await context.Database.SqlQueryRaw<string>(Row).ToListAsync(cancellationToken).ConfigureAwait(false)).SingleOrDefault()
            : null;
}
