using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Messaging.Sqlite;

/// <summary>Sets what a SQLite connection forgets when it closes, once for each that is really opened.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    /// <summary>How long to wait for another writer.</summary>
    public const int BusySeconds = 5;

    // FULL makes a commit survive a power failure also in write-ahead mode (sqlite.org/pragma.html#pragma_synchronous).
    private static readonly string Pragmas = $"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;";

    // A pooled connection keeps its handle, and with it the settings, from one opening to the next.
    private readonly ConditionalWeakTable<object, object> _set = [];

    public static SqlitePragmas Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (connection is not SqliteConnection { Handle: { } handle } || _set.TryGetValue(handle, out _))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        _set.AddOrUpdate(handle, handle);
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
