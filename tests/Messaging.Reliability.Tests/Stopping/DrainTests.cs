using System.Diagnostics;
using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Stopping;

/// <summary>SIGTERM, as a deployment sends it: calls under way are finished, the rest is given back.</summary>
public sealed class DrainTests(ITestOutputHelper output)
{
    private const int Messages = 400;
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(15);

    [SignalFact]
    public Task Sqlite_TerminatedUnderLoad_FinishesItsCallsAndGivesBackTheRest() => StopUnderLoadAsync(DatabaseKind.Sqlite);

    [PostgreSqlSignalFact]
    public Task PostgreSql_TerminatedUnderLoad_FinishesItsCallsAndGivesBackTheRest() => StopUnderLoadAsync(DatabaseKind.PostgreSql);

    [SignalFact]
    public Task Sqlite_TerminatedWithAHangingCall_RecordsItAsUnknown() => StopWhileHangingAsync(DatabaseKind.Sqlite);

    [PostgreSqlSignalFact]
    public Task PostgreSql_TerminatedWithAHangingCall_RecordsItAsUnknown() => StopWhileHangingAsync(DatabaseKind.PostgreSql);

    private async Task StopUnderLoadAsync(DatabaseKind kind)
    {
        await using var bench = new Workbench(kind, output);
        var port = await bench.StartMailServerAsync(TimeSpan.FromMilliseconds(100));
        await bench.SendAsync(Messages);
        var dispatcher = bench.Start(bench.Settings.AsSurvivor() with { Node = "leaving", SmtpPort = port, MaxInFlight = 32, Drain = Drain });
        await bench.WaitForLedgerAsync(40);
        var timestamp = Stopwatch.GetTimestamp();
        Assert.Equal(0, await dispatcher.StopAsync());
        var took = Stopwatch.GetElapsedTime(timestamp);

        var rows = await bench.Database.RowsAsync<Delivery>();
        var done = rows.Count(d => d is { WorkState: WorkState.Done, Outcome: DeliveryOutcome.Accepted, Ambiguous: false });
        var waiting = rows.Count(d => d is { WorkState: WorkState.Queued, Attempt: 0, RescueCount: 0, Ambiguous: false });
        bench.Print($"{kind}: stopped in {took.TotalSeconds:0.0} s, {done} sent, {waiting} given back or never taken");
        Assert.Equal(Messages, done + waiting);
        Assert.Equal(done, bench.Ledger.Count);
        Assert.True(waiting > 0, "Everything was sent before the signal.");
        Assert.InRange(took, TimeSpan.Zero, Drain);

        await bench.TakeOverAsync(bench.Settings.AsSurvivor() with { SmtpPort = port });
        Assert.Equal(new Verdict(Messages, 0, 0, 0, 0, 0), await bench.VerdictAsync($"{kind}, after the next node has sent the rest"));
    }

    private async Task StopWhileHangingAsync(DatabaseKind kind)
    {
        await using var bench = new Workbench(kind, output);
        var id = (await bench.SendAsync())[0];
        var dispatcher = bench.Start(bench.Settings.AsSurvivor() with
        {
            Node = "leaving", Fault = FaultPoint.AfterAccept, Action = FaultAction.Hold, Drain = TimeSpan.FromSeconds(1), ProofGrace = TimeSpan.FromHours(1),
        });
        await dispatcher.WaitForAsync("@at AfterAccept");
        Assert.Equal(0, await dispatcher.StopAsync());
        Assert.Equal(
            EndState.Called with { WorkState = WorkState.Parked, IsStarted = false, IsAmbiguous = true, Attempts = "1 Unknown" },
            await bench.EndStateAsync(id));
    }
}
