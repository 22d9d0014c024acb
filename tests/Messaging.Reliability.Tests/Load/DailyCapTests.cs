using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Load;

/// <summary>Four processes share the daily count of every recipient. With a count that is read first and raised afterwards the same work goes wrong, so the test would notice.</summary>
[Collection(Quiet.Name)]
public sealed class DailyCapTests(ITestOutputHelper output)
{
    private const int Cap = 10;
    private const int Recipients = 30;
    private const int Messages = 1_200;
    private const int Dispatchers = 4;

    [PostgreSqlSignalFact]
    public async Task FourDispatchers_EachRecipientGetsExactlyTheCap()
    {
        var (least, most, deferred) = await RunAsync(StoreKind.Real);
        Assert.Equal((Cap, Cap, Messages - (Cap * Recipients)), (least, most, deferred));
    }

    [PostgreSqlSignalFact]
    public async Task CountReadFirst_SomebodyGetsMore()
    {
        var (_, most, _) = await RunAsync(StoreKind.Unguarded);
        Assert.True(most > Cap, "The control stays within the cap, so the test above cannot fail.");
    }

    private async Task<(int Least, int Most, int Deferred)> RunAsync(StoreKind store)
    {
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output);
        await bench.SendAsync(Messages, recipients: Recipients);
        foreach (var i in Enumerable.Range(1, Dispatchers))
        {
            bench.Start(bench.Settings with { Node = $"node{i}", DailyCap = Cap, Store = store, MaxInFlight = 16, StartDelay = TimeSpan.FromMilliseconds(20) });
        }

        // What is put off to the next day stays queued.
        var tomorrow = DateTimeOffset.UtcNow.AddMinutes(10);
        await Wait.UntilAsync(async () => !await bench.Database.AnyAsync(d => d.WorkState != WorkState.Done && (d.WorkState != WorkState.Queued || d.DueAt < tomorrow)), bench.Describe, TimeSpan.FromMilliseconds(250));
        var counts = bench.Ledger.CountBy(e => e.Recipient).Select(c => c.Value).ToList();
        var deferred = await bench.Database.CountAsync(d => d.WorkState == WorkState.Queued && d.Attempt == 0);
        bench.Print($"{store} store, {Dispatchers} dispatchers, {Messages} messages to {counts.Count} recipients: {counts.Min()} to {counts.Max()} each, {deferred} put off");
        return (counts.Min(), counts.Max(), deferred);
    }
}
