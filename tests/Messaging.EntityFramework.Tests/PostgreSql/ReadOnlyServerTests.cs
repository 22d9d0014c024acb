using System.Diagnostics;
using Messaging.EntityFramework.Tests.Support;
using Messaging.Testing;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit.Abstractions;

namespace Messaging.EntityFramework.Tests.PostgreSql;

/// <summary>After a failover, pooled connections lead to a server that takes no writes, and new ones to the primary: the first refusal clears them all away.</summary>
public sealed class ReadOnlyServerTests(ITestOutputHelper output)
{
    private const int Stale = 10;

    [PostgreSqlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_PooledConnectionsAreReadOnly_TheNextOneIsNew(bool ownContext)
    {
        using var database = TestDatabase.CreatePostgreSql();
        await using var services = NewHost(database, ownContext);
        var contexts = await PrepareAsync(services, database, ownContext);
        await MakeStaleAsync(database, contexts);

        var (client, failures, begun) = (services.GetRequiredService<IMessagingClient>(), 0, Stopwatch.GetTimestamp());
        for (; failures < Stale; failures++)
        {
            try
            {
                await client.SendAsync(JoinedHost.Request("once"));
                break;
            }
            catch (MessageStoreException e)
            {
                Assert.True(e is { IsTransient: true, OutcomeUnknown: false }, e.ToString());
                Assert.Contains("Connect to the primary", e.Message, StringComparison.Ordinal);
            }
        }

        output.WriteLine($"{Stale} stale connections in the pool: {failures} refusals, sent after {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:F0} ms");
        Assert.Equal(1, failures);
        Assert.Equal(0, await CountStaleAsync(contexts));
    }

    [PostgreSqlFact]
    public async Task Control_WithoutLeavingTheServer_ThePoolStaysStale()
    {
        using var database = TestDatabase.CreatePostgreSql();
        await using var services = NewHost(database, ownContext: false);
        var contexts = await PrepareAsync(services, database, ownContext: false);
        await MakeStaleAsync(database, contexts);
        for (var i = 0; i < 3; i++)
        {
            await using var context = contexts();
            var refused = await Assert.ThrowsAsync<PostgresException>(() => context.Database.ExecuteSqlRawAsync("CREATE TABLE x()"));
            Assert.Equal("25006", refused.SqlState);
        }

        Assert.Equal(Stale, await CountStaleAsync(contexts));
    }

    private static ServiceProvider NewHost(TestDatabase database, bool ownContext)
    {
        var services = new ServiceCollection();
        services.AddDbContext<HostDbContext>(o => database.Use(o), ServiceLifetime.Transient);
        var builder = services.AddMessaging().ConfigureDispatcher(o => o.WakeUpHints = false).AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        _ = ownContext ? builder.UseDbContext<HostDbContext>() : builder.UsePostgreSql(database.ConnectionString);
        return services.BuildServiceProvider();
    }

    private static async Task<Func<DbContext>> PrepareAsync(ServiceProvider services, TestDatabase database, bool ownContext)
    {
        if (ownContext)
        {
            await using var context = services.GetRequiredService<HostDbContext>();
            await context.Database.EnsureCreatedAsync();
        }

        await services.GetRequiredService<IMessagingClient>().SendAsync(JoinedHost.Request());
        Func<DbContext> contexts = ownContext ? services.GetRequiredService<HostDbContext> : services.GetRequiredService<IDbContextFactory<MessagingDbContext>>().CreateDbContext;
        await using var any = contexts();
        NpgsqlConnection.ClearPool((NpgsqlConnection)any.Database.GetDbConnection());
        return contexts;
    }

    // Sessions keep the setting they began with.
    private static async Task MakeStaleAsync(TestDatabase database, Func<DbContext> contexts)
    {
        await SetAsync(database, "SET default_transaction_read_only = on");
        var open = Enumerable.Range(0, Stale).Select(_ => contexts()).ToList();
        await Task.WhenAll(open.Select(c => c.Database.OpenConnectionAsync()));
        foreach (var context in open)
        {
            await context.DisposeAsync();
        }

        await SetAsync(database, "RESET default_transaction_read_only");
    }

    private static async Task SetAsync(TestDatabase database, string setting)
    {
        await using var connection = new NpgsqlConnection(PostgreSqlServer.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"ALTER DATABASE {new NpgsqlConnectionStringBuilder(database.ConnectionString).Database} {setting}", connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<int> CountStaleAsync(Func<DbContext> contexts)
    {
        var open = Enumerable.Range(0, Stale).Select(_ => contexts()).ToList();
        var count = 0;
        foreach (var context in open)
        {
            await context.Database.OpenConnectionAsync();
            count += (await context.Database.SqlQueryRaw<string>("SELECT current_setting('default_transaction_read_only') AS \"Value\"").SingleAsync()) == "on" ? 1 : 0;
        }

        foreach (var context in open)
        {
            await context.DisposeAsync();
        }

        return count;
    }
}
