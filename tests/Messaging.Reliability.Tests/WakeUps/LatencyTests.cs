using System.Diagnostics;
using System.Globalization;
using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Roles;
using Messaging.Reliability.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.WakeUps;

/// <summary>From the commit in one process to the call of the provider in another one.</summary>
[Collection(Quiet.Name)]
public sealed class LatencyTests(ITestOutputHelper output)
{
    private static readonly int Sends = Tier.Of(80, 200);

    [PostgreSqlSignalTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CommitToCall_InAnotherProcess_IsMeasured(bool hints)
    {
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output);
        await using var client = bench.NewClient(bench.Database.ConnectionString, hints);
        var sender = client.GetRequiredService<IMessagingClient>();
        await sender.SendAsync(Requests.For(1, MessageCategory.Transactional).Single());
        var dispatcher = bench.Start(bench.Settings with { TellsCalls = true, WakeUpHints = hints, Poll = TimeSpan.FromSeconds(1) });
        await dispatcher.WaitForAsync("@called ");
        if (hints)
        {
            await dispatcher.WaitForLogAsync("WakeUpsHeard");
        }

        // Far enough apart that none waits for the notification of the one before; spread, so that they do not meet the poll at one point.
        var committed = new Dictionary<string, long>();
        for (var i = 0; i < Sends; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(hints ? 115 + (i % 20) : 45 + (i % 20)));
            var id = (await sender.SendAsync(Requests.For(1, MessageCategory.Transactional).Single())).Messages[0].Id;
            committed.Add(id.ToString("N"), Stopwatch.GetTimestamp());
        }

        await bench.WaitForLedgerAsync(Sends + 1);
        await Wait.UntilAsync(() => Calls(dispatcher).Count > Sends, bench.Describe);
        var calls = Calls(dispatcher);
        var waits = committed.Select(c => Stopwatch.GetElapsedTime(c.Value, calls[c.Key]).TotalMilliseconds).Order().ToList();
        bench.Print(string.Create(
            CultureInfo.InvariantCulture, $"hints {(hints ? "on" : "off")}, {Sends} sends, commit to call in another process: p50 {waits[Sends / 2]:F1} ms, p99 {waits[Sends * 99 / 100]:F1} ms, longest {waits[^1]:F1} ms"));
        Assert.True(hints ? waits[Sends / 2] <= 20 : waits[^1] <= 2_500, "Waking takes too long.");
    }

    private static Dictionary<string, long> Calls(HostProcess dispatcher) =>
        dispatcher.Lines.Where(l => l.StartsWith("@called ", StringComparison.Ordinal)).Select(l => l.Split(' ')).ToDictionary(p => p[1], p => long.Parse(p[2], CultureInfo.InvariantCulture));
}
