using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Roles;
using Messaging.Reliability.Tests.Support;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Outages;

/// <summary>Claims do not wait for the disk, so a crash of the server may take one back. Another dispatcher is given the same messages under the same tokens; only one of the two may call.</summary>
public sealed class LostClaimTests(ITestOutputHelper output)
{
    private const int Messages = 100;
    private const long First = 1;
    private const long Second = 2;

    [PrivateServerFact]
    public async Task Claim_LostWithTheServer_IsWorthNothingToItsDispatcher()
    {
        using var server = PrivateServer.Create();
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output, server.ConnectionString);
        await bench.SendAsync(Messages);
        using var host = NodeHost.Build(bench.Settings, new Announcer(TextWriter.Null, TextReader.Null));
        var store = host.Services.GetRequiredService<IDeliveryStore>();
        await store.HeartbeatAsync(First, "first", TimeSpan.FromMinutes(1), isNew: true, default);
        await store.HeartbeatAsync(Second, "second", TimeSpan.FromMinutes(1), isNew: true, default);

        // The server writes to its disk when a commit waits for it, and otherwise not for the next ten seconds.
        await server.AskAsync("ALTER SYSTEM SET wal_writer_delay = '10s'");
        await server.AskAsync("ALTER SYSTEM SET autovacuum = off");
        await server.AskAsync("SELECT pg_reload_conf()");
        var lost = await ClaimAsync(store, First);
        server.Stop();
        server.Start();
        NpgsqlConnection.ClearAllPools();
        Assert.All(await bench.Database.RowsAsync<Delivery>(), d => Assert.Equal((WorkState.Queued, 0L, null), (d.WorkState, d.LeaseToken, d.OwnerEpoch)));

        var claimed = await ClaimAsync(store, Second);
        Assert.Equal(lost.ToDictionary(d => d.Id, d => d.LeaseToken), claimed.ToDictionary(d => d.Id, d => d.LeaseToken));
        Assert.Equal(0, await StartAsync(store, lost));
        Assert.Equal(Messages, await StartAsync(store, claimed));
        var now = TimeProvider.System.GetUtcNow();
        Assert.Empty(await store.RecordAsync([.. lost.Select(d => DeliveryTransition.Release(d, now))], now, default));

        // By the token alone the two cannot be told apart: both would call.
        Assert.Equal(Messages, await StartAsync(store, [.. lost.Select(d => d with { OwnerEpoch = Second })]));
    }

    [PrivateServerFact]
    public async Task StartMark_BeforeTheServerCrashes_IsStillThere()
    {
        using var server = PrivateServer.Create();
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output, server.ConnectionString);
        await bench.SendAsync(Messages);
        using var host = NodeHost.Build(bench.Settings, new Announcer(TextWriter.Null, TextReader.Null));
        var store = host.Services.GetRequiredService<IDeliveryStore>();
        await store.HeartbeatAsync(First, "first", TimeSpan.FromMinutes(1), isNew: true, default);
        await server.AskAsync("ALTER SYSTEM SET wal_writer_delay = '10s'");
        await server.AskAsync("ALTER SYSTEM SET autovacuum = off");
        await server.AskAsync("SELECT pg_reload_conf()");
        var claimed = await ClaimAsync(store, First);
        Assert.Equal(Messages, await StartAsync(store, claimed));
        server.Stop();
        server.Start();
        NpgsqlConnection.ClearAllPools();
        Assert.All(await bench.Database.RowsAsync<Delivery>(), d => Assert.Equal((WorkState.Leased, 1L, First, (short)1), (d.WorkState, d.LeaseToken, d.OwnerEpoch, d.Attempt)));
    }

    private static async Task<IReadOnlyList<Delivery>> ClaimAsync(IDeliveryStore store, long epoch)
    {
        var lanes = await store.FindLanesAsync(default);
        var claimed = await store.ClaimAsync(epoch, [.. lanes.Select(l => new LaneQuota(l.Key, Messages))], TimeProvider.System.GetUtcNow(), default);
        Assert.Equal(Messages, claimed.Count);
        return [.. claimed.Select(c => c.Delivery)];
    }

    // Returns how many were granted.
    private static async Task<int> StartAsync(IDeliveryStore store, IReadOnlyList<Delivery> claimed)
    {
        var starts = claimed.Select(d => new DeliveryStart
        {
            Id = d.Id, LeaseToken = d.LeaseToken, OwnerEpoch = d.OwnerEpoch!.Value, Attempt = (short)(d.Attempt + 1), Connection = "ledger",
        });
        return (await store.StartAsync([.. starts], TimeProvider.System.GetUtcNow(), default)).Values.Count(v => v == StartVerdict.Granted);
    }
}
