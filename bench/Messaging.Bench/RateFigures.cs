namespace Messaging.Bench;

/// <summary>Enqueue and dispatch on one kind of database, each beside its floor, taken in turn so that a slow minute slows both.</summary>
internal static class RateFigures
{
    private const int InFlight = 1_024;
    private const int FloorBatch = 500;
    private const int PerCall = 1_000;

    public static async Task PrintAsync(string? server, int count, int runs)
    {
        count = Math.Max(2, count / PerCall) * PerCall;
        var (floorOne, floorTwo, floorDispatch) = (new WorkSeries(), new WorkSeries(), new WorkSeries());
        var (one, two, many, capped, uncapped) = (new WorkSeries(), new WorkSeries(), new WorkSeries(), new WorkSeries(), new WorkSeries());
        var kind = server is null ? "sqlite" : "postgresql";
        for (var run = -1; run < runs; run++)
        {
            BenchReport.Progress($"{kind}: round {run + 1} of {runs}, of which the first is left out");
            await FloorAsync(server, count, 1, floorOne, floorDispatch);
            await FloorAsync(server, count, 2, floorTwo, null);
            await RoundAsync(server, count, host => EnqueueAsync(host, count, 1), true, one, capped);
            await RoundAsync(server, count, host => EnqueueAsync(host, count, 2), false, two, uncapped);
            await RoundAsync(server, count, host => host.Client.SendManyAsync(BenchHost.Template(1), Recipients(count)), false, many, null);
        }

        var floor = floorOne.MedianRate > floorTwo.MedianRate ? floorOne : floorTwo;
        var least = Bar.AtLeast(server is null ? 0.7 : 0.6);
        one.Print($"{kind}: enqueue, 1,000 per call, planned and checked, one caller", floor, least);
        two.Print($"{kind}: enqueue, 1,000 per call, planned and checked, two callers", floor, least);
        many.Print($"{kind}: enqueue, one call of SendManyAsync, planned and checked", floor, least);
        var most = Bar.AtLeast(server is null ? 0.7 : 0.75);
        capped.Print($"{kind}: dispatch, claim to record, rendered", floorDispatch, most);
        uncapped.Print($"{kind}: dispatch, claim to record, rendered, no daily cap", floorDispatch, most);
    }

    private static async Task FloorAsync(string? server, int count, int loops, WorkSeries enqueue, WorkSeries? dispatch)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        await using (await BenchHost.CreateAsync(database, new BenchSettings()))
        {
        }

        var text = database.ConnectionString;
        var limit = Deadline.For(count);
        enqueue.Add(await Work.RunAsync(count, () => Deadline.WithinAsync(
            database.IsSqlite ? SqliteFloor.EnqueueAsync(text, count, loops) : PostgreSqlFloor.EnqueueAsync(text, count, loops), limit, () => "the floor's insert")));
        dispatch?.Add(await Work.RunAsync(count, () => Deadline.WithinAsync(
            database.IsSqlite ? SqliteFloor.DispatchAsync(text, count, FloorBatch) : PostgreSqlFloor.DispatchAsync(text, count, FloorBatch), limit, () => "the floor's dispatch")));
    }

    private static async Task RoundAsync(string? server, int count, Func<BenchHost, Task> send, bool isCapped, WorkSeries enqueue, WorkSeries? dispatch)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        await using var host = await BenchHost.CreateAsync(database, new BenchSettings { InFlight = InFlight, Capped = isCapped });

        // The first send reads the template and opens connections; its recipient is none of the others.
        await host.Client.SendAsync(BenchHost.Request(1, count));
        enqueue.Add(await Work.RunAsync(count, () => Deadline.WithinAsync(send(host), Deadline.For(count), () => "messages to be stored")));
        if (dispatch is null)
        {
            return;
        }

        host.Adapter.Expect(count + 1);

        // The last results are written when the host has drained; counting stops when the last call was made, as it does for the floor's last batch but one.
        dispatch.Add(await Work.RunAsync(count + 1, async () =>
        {
            await host.StartAsync();
            await host.Adapter.ArrivedAsync();
        }));
    }

    private static async Task EnqueueAsync(BenchHost host, int count, int callers)
    {
        var next = -PerCall;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Add(ref next, PerCall) is var first && first < count)
            {
                await host.Client.SendAsync(BenchHost.Request(PerCall, first));
            }
        })));
    }

    private static async IAsyncEnumerable<Recipient> Recipients(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return BenchHost.Recipient(i);
        }

        await Task.CompletedTask;
    }
}
