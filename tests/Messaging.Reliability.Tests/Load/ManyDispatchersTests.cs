using System.Diagnostics;
using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Load;

/// <summary>Several processes share the work of one database; the mail server's own ledger tells who got what.</summary>
[Collection(Quiet.Name)]
public sealed class ManyDispatchersTests(ITestOutputHelper output)
{
    private static readonly int Messages = Tier.Of(6_000, 20_000);

    [PostgreSqlSignalTheory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task SeveralDispatchers_ManyMails_EachIsTakenOnce(int dispatchers)
    {
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output);
        var port = await bench.StartMailServerAsync();
        var timestamp = Stopwatch.GetTimestamp();
        await bench.SendAsync(Messages);
        var stored = Stopwatch.GetElapsedTime(timestamp);

        timestamp = Stopwatch.GetTimestamp();
        var processes = Enumerable.Range(1, dispatchers).Select(i => bench.Start(bench.Settings with { Node = $"node{i}", SmtpPort = port })).ToList();
        await bench.WaitUntilDoneAsync(pause: TimeSpan.FromMilliseconds(250));
        var sent = Stopwatch.GetElapsedTime(timestamp);
        foreach (var process in processes)
        {
            Assert.Equal(0, await process.StopAsync());
        }

        var verdict = await bench.VerdictAsync($"{dispatchers} dispatchers");
        var shares = bench.Ledger.CountBy(e => e.Node).OrderBy(s => s.Key, StringComparer.Ordinal).ToList();
        bench.Print($"stored in {stored.TotalSeconds:0.0} s, sent in {sent.TotalSeconds:0.0} s with the start of the processes: {Messages / sent.TotalSeconds:0} a second; {string.Join(", ", shares)}");
        Assert.Equal(Verdict.Clean(Messages), verdict);
        Assert.Equal(Messages, bench.Ledger.Count);
        Assert.Equal(dispatchers, shares.Count);
        Assert.Equal(Messages, await bench.Database.CountAsync(d => d.Outcome == DeliveryOutcome.Accepted && d.Attempt == 1 && !d.Ambiguous));
    }
}
