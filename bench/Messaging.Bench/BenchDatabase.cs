using Microsoft.Data.Sqlite;
using Npgsql;

namespace Messaging.Bench;

/// <summary>An empty database for one figure, dropped afterwards.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    // Seconds: filling a table with ten million rows takes minutes.
    private const int SlowestStatement = 3_600;

    private readonly string? _server;
    private readonly string _name;

    private BenchDatabase(string? server, string name, string connectionString) => (_server, _name, ConnectionString) = (server, name, connectionString);

    public string ConnectionString { get; }

    public bool IsSqlite => _server is null;

    public string Kind => IsSqlite ? "sqlite" : "postgresql";

    /// <summary>A database on a PostgreSQL server, or with null a SQLite file.</summary>
    public static async Task<BenchDatabase> CreateAsync(string? server)
    {
        var name = $"bench_{Guid.NewGuid():N}";
        if (server is null)
        {
            var file = Path.Combine(Path.GetTempPath(), name + ".db");
            return new BenchDatabase(null, file, $"Data Source={file}");
        }

        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        return new BenchDatabase(server, name, new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString);
    }

    /// <summary>Another process's database: used, not dropped.</summary>
    public static MessagingBuilder Use(MessagingBuilder builder, string connectionString) => builder.UsePostgreSql(connectionString);

    public MessagingBuilder Use(MessagingBuilder builder) => IsSqlite ? builder.UseSqlite(ConnectionString) : Use(builder, ConnectionString);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync(_server, $"DROP DATABASE {_name} WITH (FORCE)");
            return;
        }

        SqliteConnection.ClearAllPools();
        foreach (var suffix in new[] { "", "-wal", "-shm", "-dispatcher" })
        {
            File.Delete(_name + suffix);
        }
    }

    /// <summary>Runs statements on a PostgreSQL database of the bench.</summary>
    public Task ExecuteAsync(string sql) => ExecuteAsync(ConnectionString, sql);

    /// <summary>Counts on a PostgreSQL database of the bench.</summary>
    public Task<long> CountAsync(string sql) => ReadAsync<long>(sql);

    /// <summary>Reads the one value that a query on a PostgreSQL database of the bench gives.</summary>
    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = SlowestStatement };
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"No value: {sql}"));
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = SlowestStatement };
        await command.ExecuteNonQueryAsync();
    }
}
