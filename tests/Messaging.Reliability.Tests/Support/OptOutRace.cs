using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Roles;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Support;

/// <summary>People opt out one after the other while two dispatchers send what is queued for them.</summary>
/// <param name="Late">The calls that were announced after the opt-out of their recipient was committed.</param>
/// <param name="Suppressed">The messages that were not sent.</param>
/// <param name="LatestCall">How long after the opt-out the last provider was called.</param>
internal sealed record OptOutRace(int Late, int Suppressed, TimeSpan LatestCall)
{
    private const int Recipients = 20;

    /// <summary>Runs the race.</summary>
    /// <param name="store">The store of the dispatchers.</param>
    /// <param name="messages">How many messages are queued.</param>
    /// <param name="isChat">Whether by Messenger instead of email.</param>
    /// <param name="optOut">Lets an address opt out; when it returns, that is committed.</param>
    /// <param name="output">Where the numbers go.</param>
    public static async Task<OptOutRace> RunAsync(StoreKind store, int messages, bool isChat, Func<Workbench, string, Task> optOut, ITestOutputHelper output)
    {
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output);
        await bench.SendAsync(messages, recipients: Recipients, isChat: isChat);
        foreach (var i in new[] { 1, 2 })
        {
            bench.Start(bench.Settings with { Node = $"node{i}", Store = store, MaxInFlight = 16, StartDelay = TimeSpan.FromMilliseconds(30) });
        }

        var committed = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        for (var i = 0; i < Recipients; i++)
        {
            await bench.WaitForLedgerAsync(messages / 2 * (i + 1) / (Recipients + 1) / 2);
            var address = Requests.AddressOf(i, isChat);
            await optOut(bench, address);
            committed[address] = DateTimeOffset.UtcNow;
        }

        await bench.WaitUntilDoneAsync(pause: TimeSpan.FromMilliseconds(250));
        var addresses = (await bench.Database.RowsAsync<MessageContent>()).ToDictionary(c => c.Id, c => c.Address);
        var started = (await bench.Database.RowsAsync<Delivery>()).Where(d => d.StartedAt is not null).Select(d => d.StartedAt!.Value - committed[addresses[d.Id]]).ToList();
        var called = (await bench.Database.RowsAsync<MessageAttempt>()).Select(a => a.StartedAt - committed[addresses[a.DeliveryId]]).ToList();
        var suppressed = await bench.Database.CountAsync(d => d.Outcome == DeliveryOutcome.Suppressed);
        var late = started.Count(s => s > TimeSpan.Zero);
        bench.Print($"{store} store: {Recipients} opt-outs among {messages} messages, {called.Count} sent, {suppressed} suppressed; announced after the commit: {late}; last announcement {started.Max().TotalMilliseconds:0} ms, last call {called.Max().TotalMilliseconds:0} ms after it");
        return new OptOutRace(late, suppressed, called.Max());
    }

    /// <summary>What must be true of a store that looks.</summary>
    public void ExpectNoneLate()
    {
        Assert.Equal(0, Late);
        Assert.True(Suppressed > Recipients, "The opt-outs came when everything was sent, so nothing was proved.");
        Assert.True(LatestCall <= TimeSpan.FromSeconds(1), $"A provider was called {LatestCall} after the opt-out.");
    }
}
