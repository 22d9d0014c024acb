using Messaging.Storage;
using Messaging.TestTools;
using Npgsql;
using Xunit.Abstractions;

namespace Messaging.EntityFramework.Tests.Plans;

/// <summary>What the janitors' looks cost, in pages touched: nothing that grows with what is queued, or was finished.</summary>
public sealed class SweepCostTests(ITestOutputHelper output)
{
    private const int Most = 40;
    private const int Abandoned = 3;

    // What is finished leaves its entry in the index of what is leased for as long as anybody's snapshot may need it. To find what hangs one has to pass over these: that is the control.
    [PostgreSqlTheory]
    [InlineData("")]
    [InlineData("-c plan_cache_mode=force_generic_plan")]
    public async Task Find_BehindMuchThatIsFinished_PassesOverNoneOfIt(string settings)
    {
        await using var store = await PlannedStore.CreateAsync(settings);
        await store.FillAsync("0", "1");
        var now = store.Clock.GetUtcNow();
        foreach (var epoch in new[] { 3L, 7L, 8L, 9L })
        {
            await store.Deliveries.HeartbeatAsync(epoch, "living", TimeSpan.FromMinutes(1), isNew: true, default);
        }

        await using var reader = new NpgsqlConnection(store.ConnectionString);
        await reader.OpenAsync();
        await using var snapshot = await reader.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using (var look = new NpgsqlCommand("SELECT count(*) FROM messaging_deliveries", reader, snapshot))
        {
            await look.ExecuteScalarAsync();
        }

        // Of the four that live, the one with number 7 held them all. Two dispatchers are gone: one between two of the living, one above them.
        await store.RunSqlAsync($"""
            UPDATE messaging_deliveries SET owner_epoch = CASE WHEN i > 1 THEN 11 ELSE 5 END
            FROM (SELECT id AS abandoned, row_number() OVER (ORDER BY id) AS i FROM messaging_deliveries WHERE work_state = 1 LIMIT {Abandoned}) AS a WHERE id = abandoned
            """);
        await store.RunSqlAsync("UPDATE messaging_deliveries SET work_state = 9, outcome = 1, finished_at = due_at, owner_epoch = NULL WHERE work_state = 1 AND owner_epoch = 7");
        var (abandoned, first) = await BuffersAsync(store, DeliveryCondition.Abandoned, now);
        var (hung, control) = await BuffersAsync(store, DeliveryCondition.Hung, now.AddDays(1));
        output.WriteLine($"Behind {PlannedStore.Rows} that are finished: {first} buffers to find {abandoned.Count} without a dispatcher, {control} to find {hung.Count} that hang.");
        Assert.Equal([5L, 11L, 11L], abandoned.Select(d => d.OwnerEpoch!.Value));
        Assert.InRange(first, 1, Most);
        Assert.True(control > 10 * Most, $"{control} buffers to find what hangs: the control shows no difference.");
    }

    [PostgreSqlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AdvanceChains_ManyMessagesQueuedAndNoChains_LooksAtNone(bool isAnalysed)
    {
        await using var store = await PlannedStore.CreateAsync(asShipped: true);
        await store.FillAsync("0", "0");
        if (isAnalysed)
        {
            await store.RunSqlAsync("ANALYZE");
        }

        // The last ones by the plan that the session keeps.
        for (var i = 0; i < 12; i++)
        {
            var (advanced, plans) = await store.WatchAsync(() => store.Maintenance.AdvanceChainsAsync(500, DateTimeOffset.UnixEpoch, default));
            Assert.Equal(0, advanced);
            Assert.InRange(Assert.Single(plans).Nodes[0].Buffers, 0, Most);
        }
    }

    private static async Task<(IReadOnlyList<Messages.Delivery> Found, long Buffers)> BuffersAsync(PlannedStore store, DeliveryCondition condition, DateTimeOffset before)
    {
        var (found, plans) = await store.WatchAsync(() => store.Maintenance.FindAsync(condition, before, 500, default));
        return (found, Assert.Single(plans).Nodes[0].Buffers);
    }
}
