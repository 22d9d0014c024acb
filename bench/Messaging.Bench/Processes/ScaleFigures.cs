using System.Diagnostics;

namespace Messaging.Bench.Processes;

/// <summary>How much faster four dispatcher processes are than one when the provider is slow.</summary>
internal static class ScaleFigures
{
    private const int Nodes = 4;
    private static readonly TimeSpan AdapterTakes = TimeSpan.FromMilliseconds(50);

    // Until a process has sent so many it compiles its methods and opens its connections.
    private const int WarmUp = 10_000;

    public static async Task PrintAsync(string server, TimeSpan length, int runs)
    {
        // The most that 64 messages at a time, 50 ms each, come to.
        var most = new BenchSettings().InFlight / AdapterTakes.TotalSeconds;
        var count = WarmUp + (int)(most * length.TotalSeconds);
        var (one, four) = (new List<double>(), new List<double>());
        for (var run = 0; run < runs; run++)
        {
            BenchReport.Progress($"scale: round {run + 1} of {runs}, {count:N0} messages on one process, {count * Nodes:N0} on {Nodes}");
            one.Add(await RoundAsync(server, 1, count));
            four.Add(await RoundAsync(server, Nodes, count * Nodes));
        }

        BenchReport.Figure("postgresql: one dispatcher process, an adapter that takes 50 ms, beside the most that its 64 slots can do", "messages/s", one, [most]);
        BenchReport.Figure($"postgresql: {Nodes} dispatcher processes beside one, an adapter that takes 50 ms", "messages/s", four, one, Bar.AtLeast(3.8));
    }

    private static async Task<double> RoundAsync(string server, int nodes, int count)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        await using (var host = await BenchHost.CreateAsync(database, new BenchSettings()))
        {
            await BacklogFill.RunAsync(database, host, count, [""], MessagePriority.Normal);
        }

        var (counted, warm, measured) = (0, 0L, count - (nodes * WarmUp));
        var all = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = await Task.WhenAll(Enumerable.Range(0, nodes).Select(_ => NodeProcess.StartAsync(database, new BenchSettings { AdapterTakes = AdapterTakes }, Called)));
        try
        {
            await Task.WhenAll(running.Select(n => n.GoAsync()));
            var end = await Deadline.WithinAsync(all.Task, Deadline.For(count), () => $"{count} messages on {nodes} processes, of which {counted} came");
            var rate = measured / Stopwatch.GetElapsedTime(warm, end).TotalSeconds;
            BenchReport.Progress($"scale: {rate:0} a second on {nodes}");
            return rate;
        }
        finally
        {
            await Task.WhenAll(running.Select(n => n.DisposeAsync().AsTask()));
        }

        void Called(Guid message, long at)
        {
            var calls = Interlocked.Increment(ref counted);
            if (calls == nodes * WarmUp)
            {
                warm = at;
            }
            else if (calls == count)
            {
                all.TrySetResult(at);
            }
        }
    }
}
