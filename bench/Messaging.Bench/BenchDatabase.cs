using Microsoft.Data.Sqlite;
using Npgsql;

namespace Messaging.Bench;

/// <summary>An empty database for one figure, dropped afterwards.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
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

    public MessagingBuilder Use(MessagingBuilder builder) => IsSqlite ? builder.UseSqlite(ConnectionString) : builder.UsePostgreSql(ConnectionString);

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

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
