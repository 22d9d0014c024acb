using System.Security.Cryptography;
using Messaging.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Messaging.PostgreSql.WakeUps;

/// <summary>The channel that the processes of one installation share. It is named after the identity of their table, so that two installations in one database do not wake each other.</summary>
/// <param name="sending">How to connect to send.</param>
/// <param name="listening">How to connect to listen.</param>
/// <param name="contexts">Makes a context whose model has the table.</param>
internal sealed class WakeUpChannel(string sending, string listening, Func<(DbContext Context, IAsyncDisposable Lease)> contexts)
{
    private const string Name = "'messaging_' || to_regclass($1)::oid";
    private const int TimeoutSeconds = 5;

    private readonly Lazy<string> _table = new(() => FindTable(contexts));

    /// <summary>What tells this process's notifications from those of others.</summary>
    public string Node { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>A connection to listen on, not open yet.</summary>
    public NpgsqlConnection NewConnection() => new(listening);

    /// <summary>Sends a notification, on a pooled connection and in a transaction of its own: it takes a lock of the whole database until its commit, which no other work may sit under.</summary>
    public async Task NotifyAsync(WakeUpPayload payload, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(sending);
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            using var command = NewCommand(connection, $"SELECT pg_notify({Name}, $2)");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = payload.ToString() });
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Begins to listen.</summary>
    /// <returns>False when there is no table yet, and so no channel.</returns>
    public async Task<bool> ListenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var find = NewCommand(connection, $"SELECT {Name}");
        if (await find.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not string name)
        {
            return false;
        }

        using var listen = new NpgsqlCommand($"LISTEN {name}", connection) { CommandTimeout = TimeoutSeconds };
        await listen.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Sees whether the server still answers.</summary>
    public static async Task PingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = TimeoutSeconds };
        await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }

    private NpgsqlCommand NewCommand(NpgsqlConnection connection, string text) =>
        new(text, connection) { CommandTimeout = TimeoutSeconds, Parameters = { new NpgsqlParameter<string> { TypedValue = _table.Value } } };

    private static string FindTable(Func<(DbContext Context, IAsyncDisposable Lease)> contexts)
    {
        var (context, lease) = contexts();
        try
        {
            var table = context.Model.FindEntityType(typeof(Delivery))
                ?? throw new MessagingConfigurationException($"{context.GetType().Name} has no messaging tables. Call modelBuilder.AddMessaging(Database.ProviderName) in OnModelCreating.");
            return context.GetService<ISqlGenerationHelper>().DelimitIdentifier(table.GetTableName()!, table.GetSchema());
        }
        finally
        {
            lease.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
