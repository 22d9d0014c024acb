using System.Globalization;
using Messaging.Storage;
using Messaging.TestTools;
using Npgsql;
using Xunit.Abstractions;

namespace Messaging.EntityFramework.Tests.Plans;

/// <summary>What a claim costs, in pages touched: nothing that grows with the rows that are there, or were.</summary>
public sealed class ClaimCostTests(ITestOutputHelper output)
{
    private const int Batch = 100;
    private const int MostBuffersPerRow = 16;
    private const long Lane = 5;

    [PostgreSqlTheory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Claim_ManyRowsQueued_TouchesFewPagesARow(bool isAnalysed, bool isGeneric)
    {
        await using var store = await PlannedStore.CreateAsync(isGeneric ? "-c plan_cache_mode=force_generic_plan" : "");
        await store.RunSqlAsync("ANALYZE");
        await store.FillAsync($"{Lane}", "0");
        if (isAnalysed)
        {
            await store.RunSqlAsync("ANALYZE");
        }

        var perRow = await ClaimAsync(store, DateTimeOffset.UnixEpoch) / (double)Batch;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{perRow:F1} buffers a row of {PlannedStore.Rows}, analysed {isAnalysed}, generic plan {isGeneric}."));
        Assert.InRange(perRow, 1, MostBuffersPerRow);
    }

    // What is done leaves its entry in the index of what is queued for as long as anybody's snapshot may need it. The rows are not stored in the order in which they are due, as after retries.
    [PostgreSqlFact]
    public async Task Claim_BehindManyDeadEntries_StartsAtItsFloor()
    {
        const int left = 500;
        await using var store = await PlannedStore.CreateAsync();
        await store.FillAsync($"{Lane}", "0", order: $"n.i * 7919 % {PlannedStore.Rows}");
        await store.RunSqlAsync("ANALYZE");
        var clean = await ClaimAsync(store, DateTimeOffset.UnixEpoch);

        await using var reader = new NpgsqlConnection(store.ConnectionString);
        await reader.OpenAsync();
        await using var snapshot = await reader.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using (var look = new NpgsqlCommand("SELECT count(*) FROM messaging_deliveries", reader, snapshot))
        {
            await look.ExecuteScalarAsync();
        }

        await store.RunSqlAsync($"""
            UPDATE messaging_deliveries SET work_state = 9, outcome = 1, finished_at = due_at, owner_epoch = NULL
            WHERE lane_key = {Lane} AND id NOT IN (SELECT id FROM messaging_deliveries WHERE lane_key = {Lane} ORDER BY due_at DESC LIMIT {left})
            """);
        var floor = (await store.Deliveries.FindLanesAsync(default)).Single(l => l.Key == Lane).DueAt;
        var guided = await ClaimAsync(store, floor);
        var astray = await ClaimAsync(store, DateTimeOffset.UnixEpoch);
        output.WriteLine($"Buffers of a claim of {Batch}: {clean} without dead entries; behind {PlannedStore.Rows - left} of them {guided} with the floor, {astray} without.");
        Assert.InRange(guided, 1, 2 * clean);
        Assert.True(astray > 5 * guided, $"{astray} buffers without the floor, {guided} with it: the control shows no difference.");
    }

    /// <summary>Claims from the lane.</summary>
    /// <returns>The buffers that its part on the deliveries touched.</returns>
    private static async Task<long> ClaimAsync(PlannedStore store, DateTimeOffset floor)
    {
        var (claimed, plans) = await store.WatchAsync(() => store.Deliveries.ClaimAsync(42, [new LaneQuota(Lane, Batch) { Floor = floor }], store.Clock.GetUtcNow(), default));
        var plan = Assert.Single(plans);
        Assert.Equal(Batch, claimed.Count);
        return plan.BuffersOf("claimed");
    }
}
