using System.Collections.Concurrent;
using System.Diagnostics;
using Messaging.Channels;

namespace Messaging.Bench;

/// <summary>How long the few messages of small tenants wait while one tenant has a flood queued, beside an idle system.</summary>
internal static class FairnessFigures
{
    private const int SmallTenants = 20;
    private const string Large = "large";
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    public static async Task PrintAsync(string server, int backlog, TimeSpan length, TimeSpan adapterTakes)
    {
        await using (var database = await BenchDatabase.CreateAsync(server))
        {
            // Compiles methods: the idle system is measured first, and would pay for it.
            BenchReport.Progress("fairness: warms up");
            await MeasureAsync(database, new BenchSettings { AdapterTakes = adapterTakes }, Settle, 0);
        }

        foreach (var priority in new[] { MessagePriority.Low, MessagePriority.Normal })
        {
            await using var database = await BenchDatabase.CreateAsync(server);
            var settings = new BenchSettings { AdapterTakes = adapterTakes };
            BenchReport.Progress($"fairness: idle for {length.TotalSeconds:0} s");
            var (idle, _) = await MeasureAsync(database, settings, length, 0);
            await using (var host = await BenchHost.CreateAsync(database, settings))
            {
                await BacklogFill.RunAsync(database, host, backlog, [Large], priority);
            }

            BenchReport.Progress($"fairness: {backlog:N0} of one tenant in {priority} priority for {length.TotalSeconds:0} s");
            var (busy, share) = await MeasureAsync(database, settings, length, 1_000_000);
            if (await database.CountAsync("SELECT count(*) FROM messaging_deliveries WHERE work_state = 0") == 0)
            {
                throw new InvalidOperationException($"The large tenant's {backlog:N0} messages were gone before the {length.TotalSeconds:0} s were over: the figure means nothing. A larger --backlog lasts longer.");
            }

            var name = $"postgresql: wait of small tenants beside {backlog:N0} of one tenant in {priority.ToString().ToLowerInvariant()} priority";
            BenchReport.Figure($"{name}, p50, beside idle", "ms", [BenchReport.Median(busy)], [BenchReport.Median(idle)]);
            BenchReport.Figure($"{name}, p99, beside idle", "ms", [BenchReport.Percentile(busy, 99)], [BenchReport.Percentile(idle, 99)], Bar.AtMost(2));
            BenchReport.Figure($"{name}, p99", "ms", [BenchReport.Percentile(busy, 99)], bar: Bar.AtMost(2_000));
            BenchReport.Figure($"{name}: share of the large tenant in all calls", "%", [share * 100]);
        }
    }

    private static async Task<(List<double> Waits, double LargeShare)> MeasureAsync(BenchDatabase database, BenchSettings settings, TimeSpan length, int firstRecipient)
    {
        var calls = new ConcurrentDictionary<Guid, long>();
        var (large, small, counts) = (0, 0, false);
        await using var host = await BenchHost.CreateAsync(database, settings, Note);
        await host.StartAsync();
        var next = firstRecipient;
        await SendAsync(Settle);
        Volatile.Write(ref counts, true);
        var sent = await SendAsync(length);
        var (ofLarge, ofSmall) = (large, small);
        await Deadline.UntilAsync(
            () => Task.FromResult(sent.All(s => calls.ContainsKey(s.Id))), TimeSpan.FromMilliseconds(50), Deadline.Short,
            () => $"{sent.Count(s => !calls.ContainsKey(s.Id))} messages of small tenants at the adapter");
        return ([.. sent.Select(s => Math.Max(0, Stopwatch.GetElapsedTime(s.At, calls[s.Id]).TotalMilliseconds))], ofLarge / Math.Max(1.0, ofLarge + ofSmall));

        void Note(OutboundMessage message)
        {
            if (message.Tenant == Large)
            {
                Interlocked.Add(ref large, Volatile.Read(ref counts) ? 1 : 0);
                return;
            }

            Interlocked.Add(ref small, Volatile.Read(ref counts) ? 1 : 0);
            calls.TryAdd(message.Id, Stopwatch.GetTimestamp());
        }

        // Each tenant at a moment of its own in each second, each message to somebody else.
        async Task<List<(Guid Id, long At)>> SendAsync(TimeSpan duration)
        {
            var rounds = await Task.WhenAll(Enumerable.Range(0, SmallTenants).Select(tenant => Task.Run(async () =>
            {
                var (mine, random, watch) = (new List<(Guid, long)>(), new Random(tenant), Stopwatch.StartNew());
                for (var second = 0; second < duration.TotalSeconds; second++)
                {
                    var due = TimeSpan.FromSeconds(second + random.NextDouble()) - watch.Elapsed;
                    await Task.Delay(due > TimeSpan.Zero ? due : TimeSpan.Zero, TimeProvider.System);
                    var request = BenchHost.Request(1, Interlocked.Increment(ref next)) with { Tenant = $"small{tenant}" };
                    var receipt = await Deadline.WithinAsync(host.Client.SendAsync(request), Deadline.Short, () => "SendAsync of a small tenant");
                    mine.Add((receipt.Messages[0].Id, Stopwatch.GetTimestamp()));
                }

                return mine;
            })));
            return [.. rounds.SelectMany(r => r)];
        }
    }
}
