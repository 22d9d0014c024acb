using System.Diagnostics;

namespace Messaging.Bench.Processes;

/// <summary>One bulk send to very many recipients from one process, while two others dispatch, and are killed and replaced: nobody is left out, nobody is stored twice, and memory stays flat.</summary>
internal static class BulkFigures
{
    private const double MostMiB = 64;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task PrintAsync(string server, int recipients, int kills, int seed)
    {
        var random = new Random(seed);
        BenchReport.Progress($"bulk: {recipients:N0} recipients, {kills} kills, seed {seed}");
        await using var database = await BenchDatabase.CreateAsync(server);
        var calls = new CallBook();
        await using var sender = await NodeProcess.StartAsync(database, new BenchSettings { SendOnly = true }, calls.Note, recipients);
        await using var pair = new DispatcherPair(database, calls);
        await pair.StartAsync();
        await sender.GoAsync();
        await Deadline.WithinAsync(sender.Warm, Deadline.For(Node.WarmUp), () => "the sender's first recipients");
        var memory = new MemoryWatch(sender);
        memory.Begin();

        var watch = Stopwatch.StartNew();
        await sender.GoAsync();
        await KillAsync(pair, memory, sender, calls, Node.WarmUp + recipients, Kills(random, kills), random);
        var sent = await sender.Sent;
        var all = Node.WarmUp + recipients;
        await EndAsync(database, pair, memory, all);

        BenchReport.Figure($"postgresql: one send to {recipients:N0} recipients: messages stored", "messages", [sent], [recipients], Bar.AtLeast(1));
        BenchReport.Figure("postgresql: until the last of them had ended", "s", [watch.Elapsed.TotalSeconds]);
        BenchReport.Figure($"postgresql: growth of the sending process over {memory.Baseline:0} MiB", "MiB", [memory.Growth], bar: Bar.AtMost(MostMiB));
        var survivors = pair.Survivors.Where(s => s.IsWarm).ToList();
        foreach (var survivor in survivors)
        {
            BenchReport.Figure($"postgresql: growth of a surviving dispatcher over {survivor.Baseline:0} MiB", "MiB", [survivor.Growth], bar: Bar.AtMost(MostMiB));
        }

        if (survivors.Count == 0)
        {
            BenchReport.Progress("bulk: no dispatcher lived long enough to be warm; more recipients or fewer kills give the figure");
        }

        await BulkAudit.PrintAsync(database, calls, all);
    }

    // Spread over the whole send by what was done so far, so that it does not matter how fast the machine is.
    private static Queue<double> Kills(Random random, int kills) => new(Enumerable.Range(0, kills).Select(_ => 0.02 + (random.NextDouble() * 0.7)).Order());

    private static async Task KillAsync(DispatcherPair pair, MemoryWatch memory, NodeProcess sender, CallBook calls, int all, Queue<double> moments, Random random)
    {
        var watch = Stopwatch.StartNew();
        while (!sender.Sent.IsCompleted || moments.Count > 0)
        {
            if (moments.TryPeek(out var at) && calls.Total >= at * all)
            {
                moments.Dequeue();
                await pair.ReplaceAsync(random.Next(2));
                BenchReport.Progress($"bulk: killed and replaced one after {calls.Total:N0} calls");
            }

            memory.Look();
            pair.Look();
            await Task.Delay(Pause, TimeProvider.System);
            if (watch.Elapsed > Deadline.For(all))
            {
                throw new TimeoutException($"After {watch.Elapsed.TotalSeconds:0} s the bulk send has not ended: {calls.Total} calls of {all}, {moments.Count} kills to come.");
            }
        }
    }

    // What a killed process held is taken over after its lease, and sent again after the wait for proof: 90 seconds without any progress are ordinary.
    private static async Task EndAsync(BenchDatabase database, DispatcherPair pair, MemoryWatch memory, int all)
    {
        var (open, since) = (-1L, Stopwatch.StartNew());
        while (open != 0)
        {
            var (left, watch) = (await database.CountAsync("SELECT count(*) FROM messaging_deliveries WHERE work_state <> 9"), Stopwatch.StartNew());
            since = left == open ? since : Stopwatch.StartNew();
            open = left;
            if (since.Elapsed > TimeSpan.FromMinutes(5))
            {
                throw new TimeoutException($"For 5 minutes {open} of {all} messages have not ended. Their deliveries tell what they wait for.");
            }

            for (; open != 0 && watch.Elapsed < TimeSpan.FromSeconds(2); await Task.Delay(Pause, TimeProvider.System))
            {
                memory.Look();
                pair.Look();
            }
        }
    }
}
