using System.Diagnostics;
using Messaging.Dispatching;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Messaging.Bench.Claims;

/// <summary>Claims as a dispatcher does, from a database full of queued messages, and learns from the server what each claim cost.</summary>
internal sealed class ClaimProbe : IAsyncDisposable
{
    public const int Size = 100;
    public const int Lanes = 200;

    /// <summary>The dispatcher that claims, which lives.</summary>
    public const long Epoch = 1;

    private readonly BenchDatabase _database;
    private readonly BenchHost _host;
    private readonly PlanInterceptor _plans;

    private ClaimProbe(BenchDatabase database, BenchHost host, PlanInterceptor plans) => (_database, _host, _plans) = (database, host, plans);

    public BenchDatabase Database => _database;

    public static async Task<ClaimProbe> CreateAsync(string server, int backlog)
    {
        var database = await BenchDatabase.CreateAsync(server);
        try
        {
            var plans = new PlanInterceptor();
            await using (var plain = await BenchHost.CreateAsync(database, new BenchSettings()))
            {
                await BacklogFill.RunAsync(database, plain, backlog, [.. Enumerable.Range(0, Lanes).Select(i => $"tenant{i}")], MessagePriority.Normal);
            }

            var text = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Options = PlanInterceptor.Options }.ConnectionString;
            var host = await BenchHost.CreateAsync(b => b.UseDatabase(o => o.UseNpgsql(text).AddInterceptors(plans)), new BenchSettings());
            await host.Deliveries.HeartbeatAsync(Epoch, "bench", TimeSpan.FromDays(1), isNew: true, CancellationToken.None);
            return new ClaimProbe(database, host, plans);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a dispatcher that just started knows of the lanes.</summary>
    public async Task<LaneTable> LookUpAsync()
    {
        var lanes = new LaneTable();
        lanes.Replace(await _host.Deliveries.FindLanesAsync(CancellationToken.None));
        return lanes;
    }

    /// <summary>Claims a hundred messages some times, and first once more: that claim reads pages for all that follow.</summary>
    /// <param name="lanes">What is known of the lanes, which shares them out and learns from each claim.</param>
    /// <param name="claims">How many claims count.</param>
    /// <param name="countsFirst">Whether the first one counts, and is one of them.</param>
    public async Task<List<ClaimCost>> ClaimAsync(LaneTable lanes, int claims, bool countsFirst = false)
    {
        var costs = new List<ClaimCost>();
        for (var i = countsFirst ? 1 : 0; i <= claims; i++)
        {
            var now = TimeProvider.System.GetUtcNow();
            var quotas = lanes.Next(Size, now);
            var claimed = await Deadline.WithinAsync(_host.Deliveries.ClaimAsync(Epoch, quotas, now, CancellationToken.None), TimeSpan.FromMinutes(2), () => "one claim");
            if (claimed.Count != Size)
            {
                throw new InvalidOperationException($"A claim of {Size} took {claimed.Count}: the backlog is too small for this many claims.");
            }

            lanes.Report(quotas, claimed.GroupBy(c => c.Delivery.LaneKey).ToDictionary(g => g.Key, g => (g.Count(), g.Max(c => c.Delivery.DueAt))));
            var (buffers, taking, milliseconds) = _plans.Take();
            costs.Add(new ClaimCost(claimed.Count, buffers, taking, milliseconds));
        }

        return countsFirst ? costs : costs[1..];
    }

    /// <summary>Looks as janitors do, some times.</summary>
    /// <returns>How long each look took, in milliseconds.</returns>
    public async Task<List<double>> LookAsync(DeliveryCondition condition, int looks)
    {
        var times = new List<double>();
        for (var i = 0; i <= looks; i++)
        {
            var (begun, before) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
            await _host.Maintenance.FindAsync(condition, condition == DeliveryCondition.Hung ? before.AddHours(-1) : before, Size, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return times[1..];
    }

    /// <summary>What a dispatcher knows of the lanes that has just sent everything that was due until a moment.</summary>
    public async Task<LaneTable> LookUpAsync(DateTimeOffset sentUntil)
    {
        var found = await _host.Deliveries.FindLanesAsync(CancellationToken.None);
        var lanes = new LaneTable();
        lanes.Replace(found);
        lanes.Report([.. found.Select(l => new LaneQuota(l.Key, 1))], found.ToDictionary(l => l.Key, _ => (1, sentUntil)));
        return lanes;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }
}
