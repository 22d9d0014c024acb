using System.Globalization;
using System.Security.Cryptography;
using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Stores;
using Messaging.Storage;
using Messaging.TestTools;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Messaging.Reliability.Tests.Support;

/// <summary>An empty database of its own, read directly and removed afterwards.</summary>
public sealed class ScratchDatabase : IDisposable
{
    private readonly DbContextOptions<MessagingDbContext> _options;
    private readonly string? _server;

    private ScratchDatabase(DatabaseKind kind, string connectionString, string? server = null, string? readFrom = null)
    {
        (Kind, ConnectionString, _server) = (kind, connectionString, server);
        var options = new DbContextOptionsBuilder<MessagingDbContext>();
        _options = (kind == DatabaseKind.Sqlite ? options.UseSqlite(connectionString) : options.UseNpgsql(readFrom ?? connectionString)).Options;
    }

    public DatabaseKind Kind { get; }

    public string ConnectionString { get; }

    /// <summary>Makes a database.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="folder">Where a file goes.</param>
    /// <param name="server">The PostgreSQL server, or null for the one that all tests share.</param>
    /// <param name="readFrom">The server that is read directly, when it is not the same.</param>
    public static ScratchDatabase Create(DatabaseKind kind, string folder, string? server = null, string? readFrom = null)
    {
        if (kind == DatabaseKind.Sqlite)
        {
            return new ScratchDatabase(kind, $"Data Source={Path.Combine(folder, "messages.db")};Default Timeout=30");
        }

        server ??= PostgreSqlServer.ConnectionString;
        var name = string.Create(CultureInfo.InvariantCulture, $"reliability_{RandomNumberGenerator.GetHexString(12, lowercase: true)}");
        Execute(server, $"CREATE DATABASE {name}");
        return new ScratchDatabase(kind, In(server), server, readFrom is null ? null : In(readFrom));

        string In(string where) => new NpgsqlConnectionStringBuilder(where) { Database = name, MaxPoolSize = 40, Pooling = true }.ConnectionString;
    }

    public MessagingDbContext Open() => new(_options);

    /// <summary>Reads every row of a table.</summary>
    public async Task<IReadOnlyList<T>> RowsAsync<T>()
        where T : class
    {
        await using var context = Open();
        return await context.Set<T>().AsNoTracking().ToListAsync();
    }

    public async Task<bool> AnyAsync(System.Linq.Expressions.Expression<Func<Delivery, bool>> condition)
    {
        await using var context = Open();
        return await context.Set<Delivery>().AsNoTracking().AnyAsync(condition);
    }

    public async Task<int> CountAsync(System.Linq.Expressions.Expression<Func<Delivery, bool>> condition)
    {
        await using var context = Open();
        return await context.Set<Delivery>().AsNoTracking().CountAsync(condition);
    }

    /// <summary>The clock, the dispatchers and a few of the messages that have not ended: to read where a test gave up waiting.</summary>
    public string DescribeOpen()
    {
        using var context = Open();
        var open = context.Set<Delivery>().AsNoTracking().Where(d => d.WorkState != WorkState.Done).OrderBy(d => d.DueAt).Take(5).ToList()
            .Select(d => $"{d.Id:N} {d.WorkState} {d.Outcome} due {d.DueAt:O} owner {d.OwnerEpoch} token {d.LeaseToken} attempt {d.Attempt} rescues {d.RescueCount} started {d.StartedAt:O}");
        var nodes = context.Set<DispatcherRow>().AsNoTracking().ToList().Select(p => $"{p.Node} {p.Epoch} until {p.ExpiresAt:O}");
        return string.Join('\n', [$"open at {DateTimeOffset.UtcNow:O}", .. nodes, .. open]);
    }

    /// <summary>How many messages a process holds whose call is announced and whose result is not written: the most that may be sent twice if it dies.</summary>
    public Task<int> CountSendingAsync(int processId) => CountHeldAsync(processId, d => d.StartedAt != null);

    /// <summary>How many messages a process has claimed and not begun to send.</summary>
    public Task<int> CountUnsentAsync(int processId) => CountHeldAsync(processId, d => d.StartedAt == null);

    /// <summary>Lets every dispatcher's lease end, as it does when nobody renews it.</summary>
    /// <param name="left">How long from now it still lasts.</param>
    public async Task EndLeasesAsync(TimeSpan left = default)
    {
        await using var context = Open();
        var end = DateTimeOffset.UtcNow + left;
        await context.Set<DispatcherRow>().ExecuteUpdateAsync(s => s.SetProperty(d => d.ExpiresAt, end));
    }

    /// <summary>Makes the tables of a host's own context, with the messaging tables among them.</summary>
    public async Task CreateBookingSchemaAsync()
    {
        await using var context = OpenBookings();
        await context.Database.EnsureCreatedAsync();
    }

    public async Task<int> CountBookingsAsync()
    {
        await using var context = OpenBookings();
        return await context.Bookings.CountAsync();
    }

    public void Dispose()
    {
        if (_server is null)
        {
            using var connection = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(connection);
            return;
        }

        using (var connection = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        Execute(_server, $"DROP DATABASE {new NpgsqlConnectionStringBuilder(ConnectionString).Database} WITH (FORCE)");
    }

    private async Task<int> CountHeldAsync(int processId, System.Linq.Expressions.Expression<Func<Delivery, bool>> condition)
    {
        await using var context = Open();
        var name = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{processId}");
        var epochs = context.Set<DispatcherRow>().Where(r => r.Node == name).Select(r => (long?)r.Epoch);
        return await context.Set<Delivery>().Where(d => d.WorkState == WorkState.Leased && epochs.Contains(d.OwnerEpoch)).CountAsync(condition);
    }

    private BookingDbContext OpenBookings()
    {
        var options = new DbContextOptionsBuilder<BookingDbContext>();
        return new BookingDbContext((Kind == DatabaseKind.Sqlite ? options.UseSqlite(ConnectionString) : options.UseNpgsql(ConnectionString)).Options);
    }

    private static void Execute(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
