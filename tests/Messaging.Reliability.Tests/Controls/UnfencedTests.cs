using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Controls;

/// <summary>
/// A dispatcher is paused past its lease of two seconds with a claimed message, another one takes over, and the first goes on. The lease alone does not stop it from sending: the
/// token does. Its trust in the lease stops the call itself; so what was sent meanwhile goes back to the queue, for a first repetition.
/// </summary>
public sealed class UnfencedTests(ITestOutputHelper output)
{
    [SignalFact]
    public Task Sqlite_WithTheToken_TheMessageIsSentOnce() => RunAsync(DatabaseKind.Sqlite, StoreKind.Real, expectedCalls: 1);

    [SignalFact]
    public Task Sqlite_WithoutTheToken_TheMessageIsSentTwiceAndNobodyKnows() => RunAsync(DatabaseKind.Sqlite, StoreKind.Unfenced, expectedCalls: 2);

    [PostgreSqlSignalFact]
    public Task PostgreSql_WithTheToken_TheMessageIsSentOnce() => RunAsync(DatabaseKind.PostgreSql, StoreKind.Real, expectedCalls: 1);

    [PostgreSqlSignalFact]
    public Task PostgreSql_WithoutTheToken_TheMessageIsSentTwiceAndNobodyKnows() => RunAsync(DatabaseKind.PostgreSql, StoreKind.Unfenced, expectedCalls: 2);

    private async Task RunAsync(DatabaseKind kind, StoreKind store, int expectedCalls)
    {
        await using var bench = new Workbench(kind, output);
        // A paused process still holds the lock of its file. Safety is the tokens' affair and must do without it.
        var settings = bench.Settings with { IgnoresFileLock = true };
        var id = (await bench.SendAsync())[0];
        var zombie = bench.Start(settings.AsVictim(FaultPoint.BeforeStart, FaultAction.Pause) with { Store = store, FirstRetry = TimeSpan.FromSeconds(1) });
        await zombie.WaitForStopAsync();
        await bench.TakeOverAsync(settings.AsSurvivor(), leaseLeft: TimeSpan.FromSeconds(2));
        Assert.Equal((1, DeliveryOutcome.Accepted), (bench.Ledger.Count, (await bench.DeliveryAsync(id)).Outcome));

        zombie.Continue();
        await bench.WaitForLedgerAsync(expectedCalls);
        await zombie.WaitForLogAsync("LeaseLost");
        Assert.Equal(0, await zombie.StopAsync());
        var verdict = await bench.VerdictAsync($"{kind}, {store} store");
        Assert.Equal(expectedCalls, bench.Ledger.Count);
        Assert.Equal(expectedCalls - 1, verdict.Unflagged);
    }
}
