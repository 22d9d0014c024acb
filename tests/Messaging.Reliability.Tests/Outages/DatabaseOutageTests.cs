using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Npgsql;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Outages;

/// <summary>The database goes away while two dispatchers are at work, and comes back. They go on by themselves.</summary>
public sealed class DatabaseOutageTests(ITestOutputHelper output)
{
    private const int Messages = 3_000;
    private static readonly TimeSpan AnswerDelay = TimeSpan.FromMilliseconds(10);

    [PostgreSqlSignalFact]
    public async Task OutageShorterThanTheLease_EachMessageIsTakenOnceAndNoneIsInDoubt()
    {
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output);
        var verdict = await RunAsync(bench, bench.Settings.AsSurvivor(), MessageCategory.Transactional, "StoreUnavailable");
        Assert.Equal(Verdict.Clean(Messages), verdict);
        Assert.Equal(Messages, bench.Ledger.Count);
    }

    [PostgreSqlSignalTheory]
    [InlineData(MessageCategory.Transactional)]
    [InlineData(MessageCategory.Marketing)]
    public async Task OutageLongerThanTheLease_NothingIsLostOrSilentlyDoubled(MessageCategory category)
    {
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output);
        var settings = bench.Settings.AsSurvivor() with
        {
            Heartbeat = TimeSpan.FromMilliseconds(400), Lease = TimeSpan.FromSeconds(4), SafetyMargin = TimeSpan.FromMilliseconds(200), ProviderTimeout = TimeSpan.FromSeconds(1),
        };
        var verdict = await RunAsync(bench, settings, category, "LeaseLost");
        Assert.Equal((Messages, 0, 0, 0), (verdict.Messages, verdict.Lost, verdict.Unflagged, verdict.Phantom));
        Assert.True(category == MessageCategory.Transactional || verdict.Duplicate == 0, "A message that may be sent only once was sent twice.");
    }

    private static async Task<Verdict> RunAsync(Workbench bench, HostSettings settings, MessageCategory category, string outageNoticedBy)
    {
        var connection = new NpgsqlConnectionStringBuilder(bench.Database.ConnectionString);
        await using var proxy = new TcpProxy(connection.Port);
        connection.Port = proxy.Port;
        var port = await bench.StartMailServerAsync(AnswerDelay);
        await bench.SendAsync(Messages, category);
        HostProcess[] dispatchers =
        [
            .. from i in (int[])[1, 2] select bench.Start(settings with { Node = $"node{i}", SmtpPort = port, ConnectionString = connection.ConnectionString }),
        ];
        await bench.WaitForLedgerAsync(Messages / 10);
        proxy.Cut();
        foreach (var dispatcher in dispatchers)
        {
            await dispatcher.WaitForLogAsync(outageNoticedBy);
        }

        Assert.True(await bench.Database.AnyAsync(d => d.WorkState == WorkState.Queued), "Everything was sent before the outage.");
        proxy.Mend();
        await bench.WaitUntilDoneAsync(pause: TimeSpan.FromMilliseconds(250));
        foreach (var dispatcher in dispatchers)
        {
            Assert.InRange(dispatcher.Logged("StoreUnavailable"), 1, 3);
            Assert.InRange(dispatcher.Logged("StoreAvailable"), 1, 3);
            Assert.Equal(0, await dispatcher.StopAsync());
        }

        return await bench.VerdictAsync($"outage, {category}");
    }
}
