using System.Data;
using Npgsql;

namespace Messaging.Bench.Claims;

/// <summary>A transaction that has read and stays open, as a report or a forgotten session of the host does.</summary>
internal sealed class OpenSnapshot : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private OpenSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    public static async Task<OpenSnapshot> CreateAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_class", connection, transaction);
        await command.ExecuteScalarAsync();
        return new OpenSnapshot(connection, transaction);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
