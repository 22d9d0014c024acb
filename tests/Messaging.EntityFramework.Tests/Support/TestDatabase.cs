using System.Globalization;
using System.Security.Cryptography;
using Messaging.TestTools;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Messaging.EntityFramework.Tests.Support;

/// <summary>An empty database of its own, removed afterwards.</summary>
public sealed class TestDatabase : IDisposable
{
    // Pools keep what they opened while their test class runs, and the classes that run side by side hold half a dozen of them: together they stay below what a server takes.
    private const int MaxPoolSize = 20;

    private readonly TemporaryFolder? _folder;

    private TestDatabase(string connectionString, bool isSqlite, TemporaryFolder? folder) => (ConnectionString, IsSqlite, _folder) = (connectionString, isSqlite, folder);

    public string ConnectionString { get; }

    public bool IsSqlite { get; }

    public static TestDatabase Create(bool sqlite) => sqlite ? CreateSqlite() : CreatePostgreSql();

    public static TestDatabase CreateSqlite()
    {
        var folder = new TemporaryFolder();
        return new TestDatabase($"Data Source={Path.Combine(folder.Path, "test.db")};Default Timeout=5", true, folder);
    }

    public static TestDatabase CreatePostgreSql()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{RandomNumberGenerator.GetHexString(12, lowercase: true)}");
        Execute(PostgreSqlServer.ConnectionString, $"CREATE DATABASE {name}");
        return new TestDatabase(new NpgsqlConnectionStringBuilder(PostgreSqlServer.ConnectionString) { Database = name, MaxPoolSize = MaxPoolSize }.ConnectionString, false, null);
    }

    public DbContextOptionsBuilder Use(DbContextOptionsBuilder options) => IsSqlite ? options.UseSqlite(ConnectionString) : options.UseNpgsql(ConnectionString);

    public MessagingBuilder Use(MessagingBuilder builder, Action<EntityFrameworkStoreOptions>? configure = null) =>
        IsSqlite ? builder.UseSqlite(ConnectionString, configure) : builder.UsePostgreSql(ConnectionString, configure);

    public void Dispose()
    {
        if (_folder is not null)
        {
            using (var connection = new SqliteConnection(ConnectionString))
            {
                SqliteConnection.ClearPool(connection);
            }

            _folder.Dispose();
            return;
        }

        // Its sessions end with it. The pools of tests that run beside this one are not touched.
        var name = new NpgsqlConnectionStringBuilder(ConnectionString).Database;
        Execute(PostgreSqlServer.ConnectionString, $"DROP DATABASE {name} WITH (FORCE)");
    }

    private static void Execute(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
