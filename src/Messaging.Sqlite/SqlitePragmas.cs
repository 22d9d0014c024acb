using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Messaging.Sqlite;

/// <summary>Sets what a SQLite connection forgets when it closes, each time one is opened.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    /// <summary>How long to wait for another writer.</summary>
    public const int BusySeconds = 5;

    // FULL makes a commit survive a power failure also in write-ahead mode (sqlite.org/pragma.html#pragma_synchronous).
    private static readonly string Pragmas = $"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;";

    public static SqlitePragmas Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
