using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Races;
using Messaging.Reliability.Tests.Support;
using Npgsql;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Outages;

/// <summary>Claims do not wait for the disk, so a crash of the server may take one back. Another dispatcher is given the same messages under the same tokens; only one of the two may call.</summary>
public sealed class LostClaimTests(ITestOutputHelper output)
{
    [PrivateServerFact]
    public async Task Claim_LostWithTheServer_IsWorthNothingToItsDispatcher()
    {
        using var server = PrivateServer.Create();
        await using var race = new Fencing(DatabaseKind.PostgreSql, StoreKind.Real, output, server.ConnectionString);
        await race.SendAsync();
        await WriteLateAsync(server);
        var lost = await race.ClaimAsync();
        Crash(server);
        Assert.All(await race.RowsAsync(), d => Assert.Equal((WorkState.Queued, 0L, null), (d.WorkState, d.LeaseToken, d.OwnerEpoch)));

        var claimed = await race.ClaimAsync();
        Assert.Equal(lost.ToDictionary(d => d.Id, d => d.LeaseToken), claimed.ToDictionary(d => d.Id, d => d.LeaseToken));
        Assert.Equal(0, await race.AnnounceAsync(lost));
        Assert.Equal(0, await race.GiveBackAsync(lost));
        Assert.Equal(Fencing.Messages, await race.AnnounceAsync(claimed));

        // By the token alone the two cannot be told apart: both would call.
        Assert.Equal(Fencing.Messages, await race.AnnounceAsync([.. lost.Select(d => d with { OwnerEpoch = claimed[0].OwnerEpoch })]));
    }

    [PrivateServerFact]
    public async Task StartMark_BeforeTheServerCrashes_IsStillThere()
    {
        using var server = PrivateServer.Create();
        await using var race = new Fencing(DatabaseKind.PostgreSql, StoreKind.Real, output, server.ConnectionString);
        await race.SendAsync();
        await WriteLateAsync(server);
        var started = await race.StartAsync();
        Crash(server);
        Assert.Equivalent(started, await race.RowsAsync(), strict: true);
        Assert.All(started, d => Assert.Equal((WorkState.Leased, (short)1), (d.WorkState, d.Attempt)));
    }

    // From now on the server writes to its disk when a commit waits for it, and otherwise not for ten seconds.
    private static async Task WriteLateAsync(PrivateServer server)
    {
        await server.AskAsync("ALTER SYSTEM SET wal_writer_delay = '10s'");
        await server.AskAsync("ALTER SYSTEM SET autovacuum = off");
        await server.AskAsync("SELECT pg_reload_conf()");
    }

    private static void Crash(PrivateServer server)
    {
        server.Stop();
        server.Start();
        NpgsqlConnection.ClearAllPools();
    }
}
