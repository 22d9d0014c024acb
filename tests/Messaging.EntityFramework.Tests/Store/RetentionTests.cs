using System.Diagnostics;
using System.Globalization;
using Messaging.EntityFramework.Tests.Support;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Testing;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Messaging.EntityFramework.Tests.Store;

/// <summary>What looking for old rows costs when there are none, and what deleting them costs.</summary>
public sealed class RetentionTests(ITestOutputHelper output)
{
    private const int Rows = 100_000;
    private const int Old = 4_000;

    [Fact]
    public Task Sqlite_NothingIsOld_LooksAtTheStartOfAPrimaryKeyOnly() => MeasureAsync(sqlite: true);

    [PostgreSqlFact]
    public Task PostgreSql_NothingIsOld_LooksAtTheStartOfAPrimaryKeyOnly() => MeasureAsync(sqlite: false);

    [PostgreSqlFact]
    public async Task PostgreSql_RowInOtherHands_IsPassedOverAndFoundNextTime()
    {
        using var host = StoreHost.Dedicated(sqlite: false);
        var (store, maintenance) = (host.Services.GetRequiredService<IMessageStore>(), host.Services.GetRequiredService<IMaintenanceStore>());
        var first = await EndAsync(host.Services);
        var second = await EndAsync(host.Services);
        var range = new PruneRange { Rows = RetainedRows.Messages, Before = host.Clock.GetUtcNow().AddHours(1) };
        await using (var db = host.Services.GetRequiredService<IDbContextFactory<MessagingDbContext>>().CreateDbContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Set<Delivery>().Where(d => d.Id == first).ExecuteUpdateAsync(s => s.SetProperty(d => d.OpenCount, 1));
            Assert.Equal(1, (await maintenance.PruneAsync(range, 500, default)).Removed);
            await transaction.CommitAsync();
        }

        Assert.Null(await store.FindAsync("", second, default));
        Assert.NotNull(await store.FindAsync("", first, default));
        Assert.Equal(1, (await maintenance.PruneAsync(range, 500, default)).Removed);
    }

    private async Task MeasureAsync(bool sqlite)
    {
        using var database = TestDatabase.Create(sqlite);
        var plans = new PlanLog();
        var clock = new ManualTimeProvider();
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(clock)
            .Also(s => s.AddMessaging().UseDatabase(o => (sqlite ? o.UseSqlite(database.ConnectionString) : o.UseNpgsql(PlanLog.Explained(database.ConnectionString))).AddInterceptors(plans)))
            .BuildServiceProvider();
        var start = clock.GetUtcNow();
        var id = await EndAsync(services);
        await new StoreSample(services).ReportAsync(id);
        await using (var db = services.GetRequiredService<IDbContextFactory<MessagingDbContext>>().CreateDbContext())
        {
            await SampleRows.CopyAsync(db, id, start.AddDays(1), Rows);
            await db.Database.ExecuteSqlRawAsync(sqlite ? "PRAGMA journal_mode = WAL; ANALYZE" : "VACUUM ANALYZE");
        }

        var maintenance = services.GetRequiredService<IMaintenanceStore>();
        plans.Plans.Clear();
        await SweepInVainAsync(maintenance, start);
        Assert.Equal(3, plans.Plans.Count);
        var clocked = Stopwatch.GetTimestamp();
        await SweepInVainAsync(maintenance, start);
        var idle = Stopwatch.GetElapsedTime(clocked);
        Assert.All(plans.Plans, plan => Assert.True(IsRange(plan, sqlite), plan));
        plans.Plans.Clear();
        foreach (var rows in Enum.GetValues<RetainedRows>())
        {
            clocked = Stopwatch.GetTimestamp();
            var (range, removed, steps) = (new PruneRange { Rows = rows, Before = start.AddDays(1).AddMilliseconds(Old) }, 0, 0);
            for (var step = new PruneStep(default, false, 0); !step.IsEnd; removed += step.Removed, steps++)
            {
                step = await maintenance.PruneAsync(range with { After = step.Last }, 500, default);
            }

            var took = Stopwatch.GetElapsedTime(clocked);
            Assert.Equal(Old + 1, removed);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(sqlite ? "SQLite" : "PostgreSQL")}: {rows} {removed / took.TotalSeconds:N0} a second, {took.TotalMilliseconds / steps:N1} ms a step; nothing to do: {idle.TotalMilliseconds / 3:N1} ms"));
        }

        await using var left = services.GetRequiredService<IDbContextFactory<MessagingDbContext>>().CreateDbContext();
        Assert.Equal((Rows - Old, Rows - Old), (await left.Set<Message>().CountAsync(), await left.Set<MessageAttempt>().CountAsync()));
        Assert.All(plans.Plans.Where(p => p.Contains("DELETE FROM", StringComparison.Ordinal)), plan => Assert.DoesNotMatch("Seq Scan on messaging_(?!decisions|inbox)|^SCAN m", plan));
    }

    private static async Task SweepInVainAsync(IMaintenanceStore maintenance, DateTimeOffset before)
    {
        foreach (var rows in Enum.GetValues<RetainedRows>())
        {
            var step = await maintenance.PruneAsync(new PruneRange { Rows = rows, Before = before }, 500, default);
            Assert.Equal((true, 0), (step.IsEnd, step.Removed));
        }
    }

    // The first table by a range of its key, and no table as a whole.
    private static bool IsRange(string plan, bool sqlite) => sqlite
        ? (plan.Contains("(id>? AND id<?)", StringComparison.Ordinal) || plan.Contains("(delivery_id>? AND delivery_id<?)", StringComparison.Ordinal)) && !plan.Contains("SCAN", StringComparison.Ordinal)
        : (plan.Contains("Index Cond: ((id > ", StringComparison.Ordinal) || plan.Contains("Index Cond: ((delivery_id > ", StringComparison.Ordinal) || plan.Contains("Index Cond: ((delivery_id IS NOT NULL) AND (delivery_id > ", StringComparison.Ordinal))
            && !plan.Contains("Seq Scan", StringComparison.Ordinal);

    private static Task<Guid> EndAsync(IServiceProvider services) => new StoreSample(services).EndAsync();
}
