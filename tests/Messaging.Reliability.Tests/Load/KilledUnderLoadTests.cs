using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Load;

/// <summary>Dispatchers are killed and replaced again and again while they are at work, wherever each of their messages happens to be. Nobody helps their leases to end.</summary>
[Collection(Quiet.Name)]
public sealed class KilledUnderLoadTests(ITestOutputHelper output)
{
    private const int Kills = 3;
    private const int MaxInFlight = 32;

    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task Sqlite_TheOnlyDispatcherKilledAgainAndAgain_NothingIsLostOrSilentlyDoubled(Policy policy) => RunAsync(DatabaseKind.Sqlite, policy, dispatchers: 1, messages: 600);

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task PostgreSql_OneOfThreeDispatchersKilledAgainAndAgain_NothingIsLostOrSilentlyDoubled(Policy policy) =>
        RunAsync(DatabaseKind.PostgreSql, policy, dispatchers: 3, messages: 2_500);

    private async Task RunAsync(DatabaseKind kind, Policy policy, int dispatchers, int messages)
    {
        await using var bench = new Workbench(kind, output);
        var settings = bench.Settings.AsSurvivor() with
        {
            SmtpPort = await bench.StartMailServerAsync(TimeSpan.FromMilliseconds(5)),
            MaxInFlight = MaxInFlight,
            Lease = TimeSpan.FromSeconds(6),
            SafetyMargin = TimeSpan.FromMilliseconds(500),
            ProviderTimeout = TimeSpan.FromSeconds(2),
        };
        await bench.SendAsync(messages, policy.Category());
        var alive = new Queue<HostProcess>(Enumerable.Range(1, dispatchers).Select(i => bench.Start(settings with { Node = $"node{i}" })));
        for (var kill = 1; kill <= Kills; kill++)
        {
            await bench.WaitForLedgerAsync(messages * kill / (Kills + 2));
            alive.Peek().Kill();
            Assert.Equal(HostProcess.Killed, await alive.Dequeue().WaitForExitAsync());
            alive.Enqueue(bench.Start(settings with { Node = $"replacement{kill}" }));
        }

        await bench.WaitUntilDoneAsync(pause: TimeSpan.FromMilliseconds(250));
        var verdict = await bench.VerdictAsync($"{kind}, {policy}, {Kills} kills");
        Assert.Equal((messages, 0, 0, 0), (verdict.Messages, verdict.Lost, verdict.Unflagged, verdict.Phantom));
        Assert.InRange(verdict.Duplicate, 0, policy == Policy.Once ? 0 : Kills * MaxInFlight);
        Assert.InRange(verdict.Unknown, 0, Kills * MaxInFlight);
        Assert.True(await bench.Database.AnyAsync(d => d.RescueCount > 0), "No process had a message when it was killed.");
    }
}
