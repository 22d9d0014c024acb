using Messaging.EntityFramework.Tests.Support;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Testing;
using Messaging.TestTools;
using Messaging.Tracking;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit.Abstractions;

namespace Messaging.EntityFramework.Tests.Store;

/// <summary>Results and reports about the same messages, in opposite orders: PostgreSQL gives up one side of each deadlock, and nobody hears of it.</summary>
public sealed class DeadlockTests(ITestOutputHelper output)
{
    private const int Messages = 60;
    private const int Rounds = 25;

    [PostgreSqlFact]
    public async Task Record_IsTheVictim_IsRepeatedAtOnce()
    {
        using var database = TestDatabase.CreatePostgreSql();
        await using var services = NewHost(database, deadlockTimeout: 500);
        await using var rival = new NpgsqlConnection(database.ConnectionString);
        await rival.OpenAsync();

        // Who waits looks for a deadlock once. The library does so when the rival waits too, and long before the rival, so that it is the victim.
        await ExecuteAsync(rival, "SET deadlock_timeout = '20s'");

        // The database chooses which of two rows it takes first, so the rival tries both ways, until the result holds the one row and waits for the other.
        var isClosed = false;
        for (var round = 0; !isClosed; round++)
        {
            Assert.InRange(round, 0, 9);
            var claimed = (await ClaimAsync(services, 2)).Select(c => c.Delivery).OrderBy(d => d.Id.ToString()).ToList();
            var (wanted, held) = round % 2 == 0 ? (claimed[0], claimed[1]) : (claimed[1], claimed[0]);
            await ExecuteAsync(rival, "BEGIN");
            await ExecuteAsync(rival, Lock(held.Id));
            var now = DateTimeOffset.UtcNow.AddDays(1);
            var recorded = services.GetRequiredService<IDeliveryStore>().RecordAsync([.. claimed.Select(d => DeliveryTransition.Release(d, now))], now, default);
            await WaitForAWaiterAsync(database);
            isClosed = await ScalarAsync(rival, $"SELECT count(*) FROM ({Lock(wanted.Id)} SKIP LOCKED) AS free") == 0;
            await ExecuteAsync(rival, Lock(wanted.Id));
            await ExecuteAsync(rival, "COMMIT");
            Assert.Equal(2, (await recorded).Count);
        }

        await rival.CloseAsync();
        Assert.Equal(1, await DeadlocksAsync(database));
    }

    [PostgreSqlFact]
    public async Task RecordsAndReports_InOppositeOrders_NothingSurfaces()
    {
        using var database = TestDatabase.CreatePostgreSql();
        await using var services = NewHost(database, deadlockTimeout: 20);
        var deliveries = services.GetRequiredService<IDeliveryStore>();
        var released = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var order = (await ClaimAsync(services, Messages)).Select(c => c.Delivery).ToArray();
            var now = DateTimeOffset.UtcNow.AddDays(1);
            Random.Shared.Shuffle(order);
            var records = order.Chunk(Messages / 4).Select(async part => (await deliveries.RecordAsync([.. part.Select(d => DeliveryTransition.Release(d, now))], now, default)).Count);
            var reports = Enumerable.Range(0, 4).Select(async i =>
            {
                var backwards = order.Reverse().ToArray();
                await services.GetRequiredService<EventRecorder>().RecordAsync([.. backwards.Select(d => Report(d.Id, $"{round}-{i}"))]);
                return 0;
            });
            released += (await Task.WhenAll(records.Concat(reports))).Sum();
        }

        output.WriteLine($"{Rounds} rounds of {Messages} results against four times as many reports: {await DeadlocksAsync(database)} deadlocks, 0 surfaced");
        Assert.Equal(Rounds * Messages, released);
    }

    private static ServiceProvider NewHost(TestDatabase database, int deadlockTimeout)
    {
        var services = new ServiceCollection();
        services.AddMessaging().ConfigureDispatcher(o => o.WakeUpHints = false)
            .UsePostgreSql(database.ConnectionString + $";Options=-c deadlock_timeout={deadlockTimeout}").AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        return services.BuildServiceProvider();
    }

    private static async Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(IServiceProvider services, int newMessages)
    {
        await services.GetRequiredService<IMessagingClient>().SendAsync(JoinedHost.Request(recipients: newMessages));
        var store = services.GetRequiredService<IDeliveryStore>();
        var now = DateTimeOffset.UtcNow.AddSeconds(1);
        await store.HeartbeatAsync(1, "test", TimeSpan.FromMinutes(1), true, default);
        var lane = Assert.Single(await store.FindLanesAsync(default));
        return await store.ClaimAsync(1, [new LaneQuota(lane.Key, Messages)], now, default);
    }

    private static MessageEvent Report(Guid id, string round) =>
        new() { Provider = "test", EventKey = $"{id}-{round}", DeliveryId = id, Kind = MessageEventKind.Deferred, OccurredAt = DateTimeOffset.UtcNow, ReceivedAt = DateTimeOffset.UtcNow };

    private static string Lock(Guid id) => $"SELECT 1 FROM messaging_deliveries WHERE id = '{id}' FOR UPDATE";

    private static async Task WaitForAWaiterAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        for (var waiting = false; !waiting; await Task.Delay(5))
        {
            waiting = await ScalarAsync(connection, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") > 0;
        }
    }

    private static async Task<long> DeadlocksAsync(TestDatabase database)
    {
        // Sessions hand their counts in when they end.
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await ExecuteAsync(connection, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        while (await ScalarAsync(connection, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()") > 0)
        {
            await Task.Delay(5);
        }

        return await ScalarAsync(connection, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> ScalarAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
