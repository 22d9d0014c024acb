using System.Diagnostics;

namespace Messaging.Bench;

/// <summary>Enqueue, dispatch and latency on one kind of database, each beside its floor, taken in turn so that a slow minute slows both.</summary>
internal static class DatabaseFigures
{
    private const int InFlight = 512;
    private const int FloorBatch = 500;

    public static async Task PrintAsync(string? server, int count, int runs)
    {
        var (enqueue, enqueueFloor, dispatch, dispatchFloor) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var kind = server is null ? "sqlite" : "postgresql";

        // The first round is thrown away: it compiles methods, and both sides pay for that only once in the life of a process.
        for (var run = -1; run < runs; run++)
        {
            await using (var database = await BenchDatabase.CreateAsync(server))
            {
                await using (await BenchHost.CreateAsync(database, InFlight))
                {
                }

                enqueueFloor.Add(await (database.IsSqlite ? SqliteFloor.EnqueueAsync(database.ConnectionString, count) : PostgreSqlFloor.EnqueueAsync(database.ConnectionString, count)));
                dispatchFloor.Add(await (database.IsSqlite
                    ? SqliteFloor.DispatchAsync(database.ConnectionString, count, FloorBatch)
                    : PostgreSqlFloor.DispatchAsync(database.ConnectionString, count, FloorBatch)));
            }

            await using (var database = await BenchDatabase.CreateAsync(server))
            {
                await using var host = await BenchHost.CreateAsync(database, InFlight);
                await host.Client.SendAsync(BenchHost.Request(1, 0));
                enqueue.Add(await EnqueueAsync(host, count));
                dispatch.Add(await DispatchAsync(host, count + 1));
            }
        }

        BenchReport.Figure($"{kind}: enqueue, 1,000 per call, planned and checked", "messages/s", enqueue[1..], enqueueFloor[1..]);
        BenchReport.Figure($"{kind}: dispatch, claim to record, rendered", "messages/s", dispatch[1..], dispatchFloor[1..]);
        await PrintLatencyAsync(server, kind);
    }

    private static async Task<double> EnqueueAsync(BenchHost host, int count)
    {
        var watch = Stopwatch.StartNew();
        for (var done = 0; done < count; done += 1_000)
        {
            await host.Client.SendAsync(BenchHost.Request(1_000, done));
        }

        return count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> DispatchAsync(BenchHost host, int count)
    {
        var all = host.Adapter.ExpectAsync(count);
        var watch = Stopwatch.StartNew();
        await host.StartAsync();
        await all;

        // The last results are written when the host has drained; counting stops when the last call was made, as it does for the floor's last batch but one.
        return count / watch.Elapsed.TotalSeconds;
    }

    private static async Task PrintLatencyAsync(string? server, string kind)
    {
        const int samples = 300;
        await using var database = await BenchDatabase.CreateAsync(server);
        await using var host = await BenchHost.CreateAsync(database, InFlight);
        await host.StartAsync();
        var (call, send, floor) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < samples + 50; i++)
        {
            floor.Add(await (database.IsSqlite ? SqliteFloor.EnqueueOneAsync(database.ConnectionString) : PostgreSqlFloor.EnqueueOneAsync(database.ConnectionString)));
            var next = host.Adapter.NextAsync();
            var start = Stopwatch.GetTimestamp();
            await host.Client.SendAsync(BenchHost.Request(1, i));
            send.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            call.Add(Stopwatch.GetElapsedTime(start, await next).TotalMilliseconds);
        }

        // The first rounds compile statements and methods.
        BenchReport.Figure($"{kind}: one idle SendAsync", "ms", [BenchReport.Median(send.Skip(50))], [BenchReport.Median(floor.Skip(50))]);
        BenchReport.Figure($"{kind}: SendAsync to adapter call, same process, p50", "ms", [BenchReport.Median(call.Skip(50))]);
        BenchReport.Figure($"{kind}: SendAsync to adapter call, same process, p99", "ms", [BenchReport.Percentile(call.Skip(50), 99)]);
    }
}
