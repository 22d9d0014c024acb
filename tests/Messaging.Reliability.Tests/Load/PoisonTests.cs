using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Messaging.Reliability.Host.Roles;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Load;

/// <summary>One message ends the process of whoever touches it, again and again. It may not do so for ever, nor take the others with it.</summary>
[Collection(Quiet.Name)]
public sealed class PoisonTests(ITestOutputHelper output)
{
    private const int Messages = 201;
    private const int MaxInFlight = 12;

    // Where the machine is so slow that two suspects are taken together once more.
    private const int Slow = 1;

    // One is announced, so it may have been sent: that ends as unknown, once its retries are used up. Most of the time is waiting, so the two wait together.
    [SignalFact]
    public Task Sqlite_CrashesBeforeItsAnnouncementOrInItsCall_IsGivenUpAndTheOthersAreSent() => Task.WhenAll(
        RunAsync(DatabaseKind.Sqlite, FaultPoint.BeforeStart, DeliveryOutcome.Poison, rescues: 3),
        RunAsync(DatabaseKind.Sqlite, FaultPoint.BeforeCall, DeliveryOutcome.Unknown, rescues: 5));

    [PostgreSqlSignalFact]
    public Task PostgreSql_CrashesBeforeItsAnnouncement_IsPoisonAfterThreeRescuesAndTheOthersAreSent() =>
        RunAsync(DatabaseKind.PostgreSql, FaultPoint.BeforeStart, DeliveryOutcome.Poison, rescues: 3);

    private async Task RunAsync(DatabaseKind kind, FaultPoint point, DeliveryOutcome outcome, int rescues)
    {
        await using var bench = new Workbench(kind, output);
        var settings = bench.Settings.AsSurvivor() with
        {
            Fault = point,
            Poison = Requests.AddressOf(7, isChat: false),
            MaxInFlight = MaxInFlight,
            Poll = TimeSpan.FromMilliseconds(250),
            Heartbeat = TimeSpan.FromMilliseconds(250),
            Lease = TimeSpan.FromSeconds(4),
            SafetyMargin = TimeSpan.FromMilliseconds(200),
            ProviderTimeout = TimeSpan.FromSeconds(1),
        };
        var ids = await bench.SendAsync(Messages);
        var deaths = 0;
        var dispatcher = bench.Start(settings with { Node = "node0" });
        while (await bench.Database.AnyAsync(d => d.WorkState != WorkState.Done))
        {
            if (dispatcher.HasExited)
            {
                Assert.Equal(HostProcess.Killed, await dispatcher.WaitForExitAsync());
                dispatcher = bench.Start(settings with { Node = $"node{++deaths}" });
            }

            Assert.InRange(deaths, 0, rescues + Slow);
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        var rows = await bench.Database.RowsAsync<Delivery>();
        var poison = rows.Single(d => d.Id == ids[7]);
        var others = rows.Where(d => d.Id != poison.Id).ToList();
        bench.Print($"{kind}, {point}: {deaths} deaths, then {poison.Outcome} after {poison.RescueCount} rescues; others: {string.Join(", ", others.CountBy(d => d.Outcome))}, most rescues {others.Max(d => d.RescueCount)}");
        var verdict = await bench.VerdictAsync($"{kind}, poison at {point}");
        Assert.Equal((Messages, 0, 0, 0, 0), (verdict.Messages, verdict.Lost, verdict.Unflagged, verdict.Phantom, verdict.Regressed));

        Assert.Equal((outcome, (int)poison.RescueCount), (poison.Outcome, deaths));
        Assert.InRange(deaths, rescues, rescues + Slow);
        Assert.All(others, d => Assert.Equal(DeliveryOutcome.Accepted, d.Outcome));
    }
}
