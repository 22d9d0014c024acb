using Messaging.EntityFramework.Store;
using Messaging.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging;

/// <summary>Keeps messages in a SQLite file.</summary>
public static class SqliteMessagingBuilderExtensions
{
    /// <summary>Keeps messages in a SQLite file of their own, which appears with its tables on first use. For one process on a local disk.</summary>
    /// <param name="builder">The builder. Calling twice is safe.</param>
    /// <param name="connectionString">Where the file is. The default is <c>messaging.db</c> in the current folder.</param>
    /// <param name="configure">Changes the options.</param>
    /// <remarks>
    /// The file is kept in write-ahead mode with full synchronisation, so that a committed send survives a power failure. Nothing waits longer than five seconds for another writer.
    /// </remarks>
    public static MessagingBuilder UseSqlite(
        this MessagingBuilder builder, string connectionString = "Data Source=messaging.db", Action<EntityFrameworkStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);

        // Beyond this the driver would go on trying by itself, in steps of 150 ms.
        var settings = Read(connectionString);
        settings.DefaultTimeout = SqlitePragmas.BusySeconds;
        builder.Services.TryAddSingleton<IStatementSource, NativeStatements>();
        return builder.UseDatabase(o => o.UseSqlite(settings.ConnectionString).AddInterceptors(SqlitePragmas.Instance), configure);
    }

    private static SqliteConnectionStringBuilder Read(string connectionString)
    {
        SqliteConnectionStringBuilder settings;
        try
        {
            settings = new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException("This is not a connection string for SQLite. Pass one such as \"Data Source=app.db\".", nameof(connectionString), e);
        }

        return settings.Mode == SqliteOpenMode.Memory || settings.DataSource is "" or ":memory:"
            ? throw new ArgumentException("A database in memory is gone with its connection. Name a file, such as \"Data Source=app.db\", or call UseInMemoryStore() in tests.", nameof(connectionString))
            : settings;
    }
}
