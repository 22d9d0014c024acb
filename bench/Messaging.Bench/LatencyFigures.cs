using System.Diagnostics;

namespace Messaging.Bench;

/// <summary>One message at a time on an idle system: what a send takes beside one transaction of the floor, and how soon the adapter of the same process is called.</summary>
internal static class LatencyFigures
{
    private const int WarmUp = 50;

    // After the adapter's call its result is recorded; what comes meanwhile does not meet an idle system.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(15);

    public static async Task PrintAsync(string? server, int samples, int runs)
    {
        var (sends, floors, halves, ends) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var kind = server is null ? "sqlite" : "postgresql";
        for (var run = 0; run < runs; run++)
        {
            BenchReport.Progress($"{kind}: latency, round {run + 1} of {runs}");
            var (send, floor, call) = await RoundAsync(server, samples);
            sends.Add(BenchReport.Median(send));
            floors.Add(BenchReport.Median(floor));
            halves.Add(BenchReport.Median(call));
            ends.Add(BenchReport.Percentile(call, 99));
        }

        BenchReport.Figure($"{kind}: one idle SendAsync", "ms", sends, floors, Bar.AtMost(1.5));
        BenchReport.Figure($"{kind}: commit to adapter call, same process, p50", "ms", halves, bar: Bar.AtMost(3));
        BenchReport.Figure($"{kind}: commit to adapter call, same process, p99", "ms", ends, bar: Bar.AtMost(20));
    }

    // The commit is taken to be the return of SendAsync, which has nothing left to do after it; a call that came before the caller was back counts as zero.
    private static async Task<(IEnumerable<double> Send, IEnumerable<double> Floor, IEnumerable<double> Call)> RoundAsync(string? server, int samples)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        await using var host = await BenchHost.CreateAsync(database, new BenchSettings());
        await host.StartAsync();
        var (send, floor, call) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < samples + WarmUp; i++)
        {
            floor.Add(await Deadline.WithinAsync(
                database.IsSqlite ? SqliteFloor.EnqueueOneAsync(database.ConnectionString) : PostgreSqlFloor.EnqueueOneAsync(database.ConnectionString), Deadline.Short, () => "the floor's insert"));
            var next = host.Adapter.NextAsync();
            var start = Stopwatch.GetTimestamp();
            await Deadline.WithinAsync(host.Client.SendAsync(BenchHost.Request(1, i)), Deadline.Short, () => "SendAsync");
            var committed = Stopwatch.GetTimestamp();
            send.Add(Stopwatch.GetElapsedTime(start, committed).TotalMilliseconds);
            call.Add(Math.Max(0, Stopwatch.GetElapsedTime(committed, await next).TotalMilliseconds));
            await Task.Delay(Rest);
        }

        return (send.Skip(WarmUp), floor.Skip(WarmUp), call.Skip(WarmUp));
    }
}
