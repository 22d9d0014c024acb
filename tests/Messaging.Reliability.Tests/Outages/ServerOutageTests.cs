using System.Diagnostics;
using System.Globalization;
using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Npgsql;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Outages;

/// <summary>The server itself stops and starts, or hands over to its standby, under load.</summary>
[Collection(Quiet.Name)]
public sealed class ServerOutageTests(ITestOutputHelper output)
{
    private const int Messages = 1_000;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(12);

    [PrivateServerFact]
    public async Task Server_StoppedAndStartedUnderLoad_IsNotBesiegedAndWorkResumes()
    {
        using var server = PrivateServer.Create();
        await using var proxy = new TcpProxy(server.Port);
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output, Through(server, proxy), readFrom: server.ConnectionString);
        await bench.SendAsync(Messages);
        var dispatcher = bench.Start(Slow(bench.Settings));
        await bench.WaitForLedgerAsync(Messages / 10);
        server.Stop();
        await dispatcher.WaitForLogAsync("StoreUnavailable");
        var (tries, lines) = (proxy.Accepted, dispatcher.Lines.Count);
        await Task.Delay(Outage);
        var logged = dispatcher.Lines.Skip(lines).Where(l => l.StartsWith("log|", StringComparison.Ordinal)).ToList();
        (tries, lines) = (proxy.Accepted - tries, logged.Count);
        Assert.True(bench.Ledger.Count < Messages, "Everything was sent before the outage.");
        server.Start();
        var begun = Stopwatch.GetTimestamp();
        var sent = bench.Ledger.Count;
        await Wait.UntilAsync(() => bench.Ledger.Count > sent, bench.Describe);
        var resumed = Stopwatch.GetElapsedTime(begun);
        await bench.WaitUntilDoneAsync(pause: TimeSpan.FromMilliseconds(250));
        Assert.Equal(0, await dispatcher.StopAsync());
        bench.Print(string.Create(
            CultureInfo.InvariantCulture, $"server gone for {Outage.TotalSeconds:F0} s: {tries / Outage.TotalSeconds:F1} connections a second, {lines} log lines; sending again {resumed.TotalSeconds:F1} s after its start"));
        Assert.Equal(Verdict.Clean(Messages), await bench.VerdictAsync("server stopped and started"));
        bench.Print(string.Join('\n', logged.GroupBy(l => l.Split('|')[3]).Select(g => $"{g.Count()} {g.Key}")));
        // More often in the first seconds than later, when it is at most two.
        Assert.InRange(tries / Outage.TotalSeconds, 0, 3);
        Assert.InRange(lines, 0, 10);
        Assert.InRange(resumed.TotalSeconds, 0, 5);
    }

    [PrivateServerFact]
    public async Task Primary_BecomesReadOnlyAndItsStandbyTakesOver_NodesFollowWithoutARestart()
    {
        using var primary = PrivateServer.Create();
        using var standby = primary.NewStandby();
        await using var proxy = new TcpProxy(primary.Port);

        // A pool that outlives a failover reads now the one server, now the other; the standby has all of it from the start.
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output, Through(primary, proxy), readFrom: standby.ConnectionString);
        await bench.SendAsync(Messages);
        var dispatcher = bench.Start(Slow(bench.Settings));
        await bench.WaitForLedgerAsync(Messages / 10);

        // Open connections stay with the old primary, as in every pool after a failover.
        await primary.AskAsync("ALTER SYSTEM SET default_transaction_read_only = on");
        await primary.AskAsync("SELECT pg_reload_conf()");
        await dispatcher.WaitForLogAsync("StoreUnavailable");
        await Wait.UntilAsync(async () => true.Equals(await primary.AskAsync("SELECT bool_and(replay_lsn = pg_current_wal_lsn()) FROM pg_stat_replication")), bench.Describe);
        var sent = bench.Ledger.Count;
        standby.Promote();
        proxy.Redirect(standby.Port);
        var begun = Stopwatch.GetTimestamp();
        var refusals = await SendUntilTakenAsync(bench);
        var written = Stopwatch.GetElapsedTime(begun);
        await Wait.UntilAsync(() => bench.Ledger.Count > sent + 10, bench.Describe);
        var resumed = Stopwatch.GetElapsedTime(begun);
        await bench.WaitUntilDoneAsync(pause: TimeSpan.FromMilliseconds(250));
        Assert.Equal(0, await dispatcher.StopAsync());
        bench.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"standby promoted: first send stored after {written.TotalSeconds:F1} s and {refusals} refusals, dispatcher at work after {resumed.TotalSeconds:F1} s, {dispatcher.Logged("StoreUnavailable")} times unavailable in its log"));
        Assert.Equal(Verdict.Clean(Messages + 1), await bench.VerdictAsync("old primary read-only"));
        Assert.InRange(resumed.TotalSeconds, 0, 7);
        Assert.InRange(written.TotalSeconds, 0, 5);
    }

    private static async Task<int> SendUntilTakenAsync(Workbench bench)
    {
        for (var refusals = 0; ; refusals++)
        {
            try
            {
                await bench.SendAsync();
                return refusals;
            }
            catch (MessageStoreException e) when (e.IsTransient && refusals < 50)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    // Few at a time, so that much is left when the server goes.
    private static HostSettings Slow(HostSettings settings) => settings with { MaxInFlight = 4, StartDelay = TimeSpan.FromMilliseconds(20) };

    // The proxy takes connections while the server is gone, so the driver would try each twice, with Kerberos and without. A server that is gone refuses the first.
    private static string Through(PrivateServer server, TcpProxy proxy) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString) { Port = proxy.Port, Pooling = false, GssEncryptionMode = GssEncryptionMode.Disable }.ConnectionString;
}
