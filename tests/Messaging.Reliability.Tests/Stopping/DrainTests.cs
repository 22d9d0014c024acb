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

    [PostgreSqlSignalFact]
    public async Task PostgreSql_TerminatedWhileTheProviderHangs_EndsInTimeAndLeavesNothingLeased()
    {
        // Longer than any call may take, and cut short by the end of the drain time.
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output);
        var port = await bench.StartMailServerAsync(TimeSpan.FromHours(1));
        await bench.SendAsync(Messages);
        var drain = TimeSpan.FromSeconds(Tier.Of(2, 20));
        var dispatcher = bench.Start(bench.Settings with
        {
            Node = "leaving", SmtpPort = port, MaxInFlight = 16, SmtpConnections = 16, Lease = TimeSpan.FromMinutes(2), ProviderTimeout = TimeSpan.FromSeconds(60), Drain = drain,
        });
        await bench.WaitForLedgerAsync(16);
        var took = await StopAsync(dispatcher);
        var rows = await bench.Database.RowsAsync<Delivery>();
        var (leased, unknown) = (rows.Count(d => d.WorkState == WorkState.Leased), rows.Count(d => d is { WorkState: WorkState.Parked, Ambiguous: true }));
        bench.Print($"provider hangs, drain time {drain.TotalSeconds:0} s: stopped in {took.TotalSeconds:0.0} s, {unknown} Unknown, {leased} leased, {rows.Count(d => d.WorkState == WorkState.Queued)} given back or never taken");
        Assert.Equal((0, 16), (leased, unknown));
        Assert.InRange(took, drain, drain + TimeSpan.FromSeconds(5));
    }

    private static async Task<TimeSpan> StopAsync(HostProcess dispatcher)
    {
        var timestamp = Stopwatch.GetTimestamp();
        Assert.Equal(0, await dispatcher.StopAsync());
        return Stopwatch.GetElapsedTime(timestamp);
    }

    private async Task StopUnderLoadAsync(DatabaseKind kind)
    {
        var longest = TimeSpan.Zero;
        var runs = Tier.Of(1, 50);
        for (var run = 0; run < runs; run++)
        {
            var took = await StopUnderLoadOnceAsync(kind);
            longest = took > longest ? took : longest;
        }

        output.WriteLine($"{kind}, terminated under load {runs} times: longest {longest.TotalSeconds:0.0} s");
    }

    private async Task<TimeSpan> StopUnderLoadOnceAsync(DatabaseKind kind)
    {
        await using var bench = new Workbench(kind, output);
        var port = await bench.StartMailServerAsync(TimeSpan.FromMilliseconds(100));
        await bench.SendAsync(Messages);
        var dispatcher = bench.Start(bench.Settings.AsSurvivor() with { Node = "leaving", SmtpPort = port, MaxInFlight = 64, Drain = Drain });
        await bench.WaitForLedgerAsync(40);
        var took = await StopAsync(dispatcher);
        var rows = await bench.Database.RowsAsync<Delivery>();
        Assert.Equal((0, 0), (rows.Count(d => d.WorkState == WorkState.Leased), rows.Count(d => d.Ambiguous)));
        var done = rows.Count(d => d is { WorkState: WorkState.Done, Outcome: DeliveryOutcome.Accepted, Ambiguous: false });
        var waiting = rows.Count(d => d is { WorkState: WorkState.Queued, Attempt: 0, RescueCount: 0, Ambiguous: false });
        bench.Print($"{kind}: stopped in {took.TotalSeconds:0.0} s, {done} sent, {waiting} given back or never taken");
        Assert.Equal(Messages, done + waiting);
        Assert.Equal(done, bench.Ledger.Count);
        Assert.True(waiting > 0, "Everything was sent before the signal.");
        Assert.InRange(took, TimeSpan.Zero, Drain);

        await bench.TakeOverAsync(bench.Settings.AsSurvivor() with { SmtpPort = port });
        Assert.Equal(Verdict.Clean(Messages), await bench.VerdictAsync($"{kind}, after the next node has sent the rest"));
        return took;
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
