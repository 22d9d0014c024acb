using System.Collections.Concurrent;
using System.Diagnostics;

namespace Messaging.Bench.Processes;

/// <summary>From the commit in one process to the adapter's call in another, on an idle PostgreSQL, with hints and without.</summary>
internal static class WakeFigures
{
    private const int WarmUp = 20;

    public static async Task PrintAsync(string server, int samples, int runs)
    {
        foreach (var hints in new[] { true, false })
        {
            var (halves, ends) = (new List<double>(), new List<double>());
            for (var run = 0; run < runs; run++)
            {
                BenchReport.Progress($"wake: hints {(hints ? "on" : "off")}, round {run + 1} of {runs}");
                var waits = await RoundAsync(server, hints, hints ? samples : Math.Max(10, samples / 10));
                halves.Add(BenchReport.Median(waits));
                ends.Add(BenchReport.Percentile(waits, 99));
            }

            var name = $"postgresql: commit to adapter call, another process, hints {(hints ? "on" : "off")}";
            BenchReport.Figure($"{name}, p50", "ms", halves, bar: hints ? Bar.AtMost(20) : null);
            BenchReport.Figure($"{name}, p99", "ms", ends);
        }
    }

    private static async Task<List<double>> RoundAsync(string server, bool hints, int samples)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        await using var sender = await BenchHost.CreateAsync(database, new BenchSettings { Hints = hints, SendOnly = true });
        await sender.StartAsync();
        var calls = new ConcurrentDictionary<Guid, long>();
        await using var node = await NodeProcess.StartAsync(database, new BenchSettings { Hints = hints }, (id, at) => calls[id] = at);
        await node.GoAsync();
        var (waits, warm, pause) = (new List<double>(), hints ? WarmUp : 2, new Random(7));
        for (var i = 0; i < samples + warm; i++)
        {
            var receipt = await Deadline.WithinAsync(sender.Client.SendAsync(BenchHost.Request(1, i)), Deadline.Short, () => "SendAsync");
            var committed = Stopwatch.GetTimestamp();
            var (id, at) = (receipt.Messages[0].Id, 0L);
            await Deadline.UntilAsync(() => Task.FromResult(calls.TryGetValue(id, out at)), TimeSpan.FromMilliseconds(5), Deadline.Short, () => "one message at the adapter of the other process");
            waits.Add(Math.Max(0, Stopwatch.GetElapsedTime(committed, at).TotalMilliseconds));

            // Longer than hints are gathered for, and not in step with the polling.
            await Task.Delay(TimeSpan.FromMilliseconds(hints ? pause.Next(110, 200) : pause.Next(0, 1_000)), TimeProvider.System);
        }

        return waits[warm..];
    }
}
