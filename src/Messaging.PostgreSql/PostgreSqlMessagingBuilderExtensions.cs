using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Messaging;

/// <summary>Keeps messages in PostgreSQL.</summary>
public static class PostgreSqlMessagingBuilderExtensions
{
    /// <summary>Keeps messages in PostgreSQL, under a connection of their own. The tables appear on first use; any number of processes may dispatch from one database.</summary>
    /// <param name="builder">The builder. Calling twice is safe.</param>
    /// <param name="connectionString">The connection string. Give the host's own to share its database.</param>
    /// <param name="configure">Changes the options.</param>
    public static MessagingBuilder UsePostgreSql(this MessagingBuilder builder, string connectionString, Action<EntityFrameworkStoreOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= "messaging";
        return builder.UseDatabase(o => o.UseNpgsql(settings.ConnectionString), configure);
    }
}
