using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Load;

/// <summary>People opt out while their messages are claimed and being started. No call may be announced after an opt-out was committed.</summary>
[Collection(Quiet.Name)]
public sealed class OptOutUnderLoadTests(ITestOutputHelper output)
{
    private const int Recipients = 20;
    private const int Messages = 3_000;

    [PostgreSqlSignalFact]
    public async Task OptOutsWhileSending_NoCallIsAnnouncedAfterTheCommit()
    {
        var (late, suppressed, latestCall) = await RunAsync(StoreKind.Real);
        Assert.Equal(0, late);
        Assert.True(suppressed > Recipients, "The opt-outs came when everything was sent, so nothing was proved.");
        Assert.True(latestCall <= TimeSpan.FromSeconds(1), $"A provider was called {latestCall} after the opt-out.");
    }

    [PostgreSqlSignalFact]
    public async Task StartMarksThatDoNotLook_AnnounceCallsAfterTheCommit()
    {
        var (late, _, _) = await RunAsync(StoreKind.Unguarded);
        Assert.True(late > 0, "The control is never late, so the test above cannot fail.");
    }

    private async Task<(int Late, int Suppressed, TimeSpan LatestCall)> RunAsync(StoreKind store)
    {
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output);
        await bench.SendAsync(Messages, recipients: Recipients);
        foreach (var i in new[] { 1, 2 })
        {
            bench.Start(bench.Settings with { Node = $"node{i}", Store = store, MaxInFlight = 16, StartDelay = TimeSpan.FromMilliseconds(30) });
        }

        var optOuts = bench.Client.GetRequiredService<IOptOuts>();
        var committed = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        for (var i = 0; i < Recipients; i++)
        {
            await bench.WaitForLedgerAsync(Messages / 2 * (i + 1) / (Recipients + 1) / 2);
            var address = $"guest{i}@example.org";
            await optOuts.OptOutAsync(Contact.Address(MessageChannel.Email, address), default, "test");
            committed[address] = DateTimeOffset.UtcNow;
        }

        await bench.WaitUntilDoneAsync(pause: TimeSpan.FromMilliseconds(250));
        var addresses = (await bench.Database.RowsAsync<MessageContent>()).ToDictionary(c => c.Id, c => c.Address);
        var started = (await bench.Database.RowsAsync<Delivery>()).Where(d => d.StartedAt is not null).Select(d => d.StartedAt!.Value - committed[addresses[d.Id]]).ToList();
        var called = (await bench.Database.RowsAsync<MessageAttempt>()).Select(a => a.StartedAt - committed[addresses[a.DeliveryId]]).ToList();
        var suppressed = await bench.Database.CountAsync(d => d.Outcome == DeliveryOutcome.Suppressed);
        var late = started.Count(s => s > TimeSpan.Zero);
        bench.Print($"{store} store: {Recipients} opt-outs among {Messages} messages, {called.Count} sent, {suppressed} suppressed; announced after the commit: {late}; last announcement {started.Max().TotalMilliseconds:0} ms, last call {called.Max().TotalMilliseconds:0} ms after it");
        return (late, suppressed, called.Max());
    }
}
