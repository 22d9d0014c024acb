using System.Globalization;
using Messaging.Storage;

namespace Messaging.Bench.Claims;

/// <summary>What a claim costs while the backlog grows, and behind a long transaction that keeps the database from clearing up.</summary>
internal static class ClaimFigures
{
    // What is queued behind the finished rows.
    private const int Behind = 100_000;

    public static async Task PrintAsync(string server, IReadOnlyList<int> backlogs, int finished, int runs, string? charts)
    {
        var (buffers, taking, times) = (new List<ChartPoint>(), new List<ChartPoint>(), new List<ChartPoint>());
        foreach (var backlog in backlogs)
        {
            await using var probe = await ClaimProbe.CreateAsync(server, backlog);
            var costs = await probe.ClaimAsync(await probe.LookUpAsync(), runs);
            var name = string.Create(CultureInfo.InvariantCulture, $"postgresql: a claim of {ClaimProbe.Size} from {backlog:N0} queued in {ClaimProbe.Lanes} lanes");
            BenchReport.Figure($"{name}, finding, locking and updating", "shared buffers/row", [.. costs.Select(c => c.TakingBuffersPerRow)], bar: Bar.AtMost(16));
            BenchReport.Figure($"{name}, with message and content", "shared buffers/row", [.. costs.Select(c => c.BuffersPerRow)], bar: Bar.AtMost(16));
            BenchReport.Figure($"{name}, on the server", "ms", [.. costs.Select(c => c.Milliseconds)]);
            buffers.Add(new ChartPoint(backlog, BenchReport.Median(costs.Select(c => c.BuffersPerRow))));
            taking.Add(new ChartPoint(backlog, BenchReport.Median(costs.Select(c => c.TakingBuffersPerRow))));
            times.Add(new ChartPoint(backlog, BenchReport.Median(costs.Select(c => c.Milliseconds))));
        }

        BenchReport.Figure(
            "postgresql: the dearest backlog's claim beside the cheapest's", "shared buffers/row", [buffers.Max(p => p.Y)], [buffers.Min(p => p.Y)], Bar.AtMost(1.3));
        await BehindTransactionAsync(server, finished, runs);
        if (charts is not null)
        {
            Directory.CreateDirectory(charts);
            await File.WriteAllTextAsync(
                Path.Combine(charts, "claim-buffers.svg"), CostChart.Draw($"A claim of {ClaimProbe.Size} from {ClaimProbe.Lanes} lanes: shared buffers per row", "messages queued", buffers, 16, ("of which finding, locking and updating", taking)));
            await File.WriteAllTextAsync(
                Path.Combine(charts, "claim-time.svg"), CostChart.Draw($"A claim of {ClaimProbe.Size} from {ClaimProbe.Lanes} lanes: milliseconds on the server", "messages queued", times, null));
        }
    }

    // While a snapshot is open, what was finished after it cannot be cleared away: the index keeps an entry of each, right where claims begin to look.
    private static async Task BehindTransactionAsync(string server, int finished, int runs)
    {
        await using var probe = await ClaimProbe.CreateAsync(server, finished + Behind);
        var before = await probe.ClaimAsync(await probe.LookUpAsync(), runs);
        await using var snapshot = await OpenSnapshot.CreateAsync(probe.Database.ConnectionString);
        BenchReport.Progress($"finishes {finished:N0} behind an open transaction");
        var until = await FinishAsync(probe.Database, finished);
        var floored = await probe.ClaimAsync(await probe.LookUpAsync(until), runs);

        // Each starts anew: what one claim learns would help the next.
        var control = new List<ClaimCost>();
        for (var run = 0; run < runs; run++)
        {
            control.AddRange(await probe.ClaimAsync(await probe.LookUpAsync(), 1, countsFirst: true));
        }

        var (abandoned, hung) = (await probe.LookAsync(DeliveryCondition.Abandoned, runs), await probe.LookAsync(DeliveryCondition.Hung, runs));
        var name = string.Create(CultureInfo.InvariantCulture, $"postgresql: a claim of {ClaimProbe.Size} behind {finished:N0} finished and an open transaction");
        var plain = before.Select(c => c.BuffersPerRow).ToList();
        BenchReport.Figure($"{name}, beside none", "shared buffers/row", [.. floored.Select(c => c.BuffersPerRow)], plain, Bar.AtMost(2));
        BenchReport.Figure($"{name}, beside none, control: a dispatcher that does not remember where to begin", "shared buffers/row", [.. control.Select(c => c.BuffersPerRow)], plain);
        BenchReport.Figure($"{name}, on the server", "ms", [.. floored.Select(c => c.Milliseconds)], [.. before.Select(c => c.Milliseconds)]);
        var look = string.Create(CultureInfo.InvariantCulture, $"postgresql: looking for the leases of vanished dispatchers behind {finished:N0} finished and an open transaction, beside looking for calls that hang");
        BenchReport.Figure(look, "ms", abandoned, hung);
    }

    // As dispatchers leave them: leased, then done.
    private static async Task<DateTimeOffset> FinishAsync(BenchDatabase database, int finished)
    {
        var cut = $"{BacklogFill.Start} + {finished} * interval '1 millisecond'";
        await database.ExecuteAsync($"UPDATE messaging_deliveries SET work_state = 1, owner_epoch = {ClaimProbe.Epoch}, lease_token = lease_token + 1 WHERE work_state = 0 AND due_at <= {cut}");
        await database.ExecuteAsync($"UPDATE messaging_deliveries SET work_state = 9, outcome = 1, status_rank = 20, owner_epoch = NULL, finished_at = now() WHERE work_state = 1 AND due_at <= {cut}");
        await database.ExecuteAsync("ANALYZE messaging_deliveries");
        return new DateTimeOffset(await database.ReadAsync<DateTime>($"SELECT {cut}"));
    }
}
