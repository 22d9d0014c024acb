using System.Diagnostics;
using System.Globalization;
using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Crashes;

/// <summary>How long what a killed dispatcher had claimed and not begun to send stays with it, with the times that a host has by default. Nobody helps the lease to end.</summary>
public sealed class TimeToClaimableTests(ITestOutputHelper output)
{
    private const int Messages = 20;
    private static readonly int Samples = Tier.Of(1, 20);

    // The lease, one heartbeat and one sweep.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    [PostgreSqlSignalFact]
    public async Task Killed_WithTheDefaultTimes_ItsUnsentMessagesAreClaimableWithinFortySeconds()
    {
        var random = new Random(Tier.Seed);
        var samples = new List<TimeSpan>();
        for (var i = 0; i < Samples; i++)
        {
            // Most of the time is waiting, so the databases wait together.
            var pause = TimeSpan.FromSeconds(5 * random.NextDouble());
            samples.AddRange(await Task.WhenAll(MeasureAsync(DatabaseKind.Sqlite, pause), MeasureAsync(DatabaseKind.PostgreSql, pause)));
        }

        samples.Sort();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"SIGKILL to claimable, {samples.Count} samples: p50 {samples[samples.Count / 2].TotalSeconds:F1} s, longest {samples[^1].TotalSeconds:F1} s; seed {Tier.Seed}"));
        Assert.InRange(samples[^1], TimeSpan.Zero, Longest);

        // Sooner than the lease minus a heartbeat would mean that somebody takes from the living.
        Assert.InRange(samples[0], TimeSpan.FromSeconds(20), Longest);
    }

    private async Task<TimeSpan> MeasureAsync(DatabaseKind kind, TimeSpan pause)
    {
        await using var bench = new Workbench(kind, output);
        await bench.SendAsync(Messages);
        var victim = bench.Start(bench.Settings with { Node = "victim", Fault = FaultPoint.BeforeStart, Action = FaultAction.Hold });
        await victim.WaitForAsync("@at BeforeStart");
        Assert.True(await bench.Database.CountUnsentAsync(victim.Id) > 0, "It holds nothing, so nothing would be proved.");

        // Anywhere between two heartbeats. The file lets the next one in when the first is dead.
        var node = bench.Settings with { Node = "survivor", IgnoresFileLock = true };
        await using var survivor = await Survivor.StartAsync(node);
        await Task.Delay(pause);
        victim.Kill();
        var begun = Stopwatch.GetTimestamp();
        Assert.Equal(HostProcess.Killed, await victim.WaitForExitAsync());
        await Wait.UntilAsync(async () => await bench.Database.CountUnsentAsync(victim.Id) == 0, bench.Describe, TimeSpan.FromMilliseconds(50));
        var took = Stopwatch.GetElapsedTime(begun);
        await bench.WaitUntilDoneAsync();
        Assert.Equal(Verdict.Clean(Messages), await bench.VerdictAsync($"{kind}, one dispatcher killed with {Messages} messages claimed"));
        return took;
    }
}
