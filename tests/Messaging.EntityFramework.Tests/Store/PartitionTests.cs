using Messaging.EntityFramework.Store;
using Messaging.EntityFramework.Tests.Support;
using Messaging.Maintenance;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Testing;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Messaging.EntityFramework.Tests.Store;

/// <summary>Months: made with everything the ordinary tables have, ahead of time, and dropped as a whole when all in them has ended.</summary>
public sealed class PartitionTests
{
    [PostgreSqlFact]
    public async Task FirstUse_OfEmptyTables_MakesThreeMonthsWithAllThatTheTablesHad()
    {
        using var host = StoreHost.Dedicated(sqlite: false, partitioned: true);
        using var ordinary = StoreHost.Dedicated(sqlite: false);
        await new StoreSample(host.Services).EndAsync();
        await new StoreSample(ordinary.Services).EndAsync();
        var months = await ReadAsync(host.Services, "SELECT replace(inhrelid::regclass::text, 'messaging_deliveries_', '') FROM pg_inherits WHERE inhparent = 'messaging_deliveries'::regclass ORDER BY 1");

        // By the host's clock; the script itself goes by the database's.
        Assert.Equal(["2030_01", "2030_02", "2030_03", "default"], months.Where(m => m[0] == 'd' || m.StartsWith("2030", StringComparison.Ordinal)));
        foreach (var table in PartitionTables.All)
        {
            var described = $"""
                SELECT format('%s %s %s', i.indisprimary, i.indisunique, replace(replace(pg_get_indexdef(i.indexrelid), quote_ident(c.relname), '@'), 'TABLE @', '')) FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
                WHERE i.indrelid = '@table'::regclass
                UNION ALL SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = '@table'::regclass
                UNION ALL SELECT coalesce(array_to_string(reloptions, ','), '-') FROM pg_class WHERE oid = '@table'::regclass ORDER BY 1
                """;
            var expected = await ReadAsync(ordinary.Services, described.Replace("@table", table, StringComparison.Ordinal));
            var month = await ReadAsync(host.Services, described.Replace("@table", table + "_2030_02", StringComparison.Ordinal));
            Assert.Equal(expected.Order(StringComparer.Ordinal), month.Select(d => d.Replace(table + "_2030_02", table, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }
    }

    [PostgreSqlFact]
    public async Task OrdinaryTablesWithRows_StopTheHostUntilTheScriptWasRun()
    {
        using var database = TestDatabase.CreatePostgreSql();
        Guid id;
        await using (var before = NewServices(database, TimeProvider.System, partitioned: false))
        {
            id = await new StoreSample(before).EndAsync();
            await new StoreSample(before).AddAsync();
        }

        await using (var refused = NewServices(database, TimeProvider.System))
        {
            var startup = refused.GetServices<IHostedService>().OfType<PartitionStartup>().Single();
            var error = await Assert.ThrowsAsync<MessagingConfigurationException>(() => startup.StartingAsync(default));
            Assert.Contains("Partition.sql", error.Message, StringComparison.Ordinal);
        }

        await using (var connection = new NpgsqlConnection(database.ConnectionString))
        {
            await connection.OpenAsync();
            for (var i = 0; i < 2; i++)
            {
                await using var transaction = await connection.BeginTransactionAsync();
                await new NpgsqlCommand(PartitionSetup.Script, connection, transaction).ExecuteNonQueryAsync();
                await transaction.CommitAsync();
            }
        }

        await using var after = NewServices(database, TimeProvider.System);
        var found = await after.GetRequiredService<IMessageStore>().FindAsync("", id, default);
        Assert.Equal((WorkState.Done, 1), (found!.Delivery.WorkState, found.Attempts.Count));
        Assert.Single(await new StoreSample(after).SendAsync(10));
        Assert.Equal(["0"], await ReadAsync(after, "SELECT count(*)::text FROM messaging_deliveries_default"));
    }

    [Fact]
    public async Task Sqlite_IsRefused()
    {
        using var host = StoreHost.Dedicated(sqlite: true, partitioned: true);
        var error = await Assert.ThrowsAsync<MessagingConfigurationException>(() => new StoreSample(host.Services).AddAsync());
        Assert.Contains("UsePostgreSql", error.Message, StringComparison.Ordinal);
    }

    [PostgreSqlFact]
    public async Task Month_PastItsTime_IsDroppedWithAllThatHungOnItOnceNothingInItIsOpen()
    {
        using var host = StoreHost.Dedicated(sqlite: false, partitioned: true);
        var (sample, janitor) = (new StoreSample(host.Services), JanitorOf(host.Services));
        var ended = await sample.EndAsync();
        var open = await sample.AddAsync();
        host.Clock.Advance(TimeSpan.FromDays(400 + 16));
        await janitor.RunOnceAsync(default);
        Assert.Contains("messaging_deliveries_2031_05", await MonthsAsync(host.Services));
        host.Clock.Advance(TimeSpan.FromDays(2));
        await janitor.RunOnceAsync(default);
        Assert.Contains("messaging_deliveries_2030_01", await MonthsAsync(host.Services));

        var store = host.Services.GetRequiredService<IMessageStore>();
        Assert.Equal(CancelResult.Cancelled, await store.CancelAsync("", open, "too late", host.Clock.GetUtcNow(), default));
        host.Clock.Advance(TimeSpan.FromHours(1));
        await janitor.RunOnceAsync(default);
        Assert.All(await MonthsAsync(host.Services), name => Assert.DoesNotContain("2030_01", name, StringComparison.Ordinal));
        Assert.Null(await store.FindAsync("", ended, default));
        Assert.Equal(["0"], await ReadAsync(host.Services, "SELECT count(*)::text FROM messaging_decisions"));
        Assert.Contains("messaging_deliveries_2030_02", await MonthsAsync(host.Services));
        Assert.False(janitor.HasStrays);
    }

    [PostgreSqlFact]
    public async Task OneTenantKeptForEver_KeepsTheMonths()
    {
        using var database = TestDatabase.CreatePostgreSql();
        var clock = new ManualTimeProvider();
        await using var services = NewServices(database, clock, configure: b => b.ConfigureRetention(o => o.Tenants["archive"] = new RetentionPeriods { Messages = null }));
        await new StoreSample(services).EndAsync();
        clock.Advance(TimeSpan.FromDays(1000));
        await JanitorOf(services).RunOnceAsync(default);
        Assert.Contains("messaging_deliveries_2030_01", await MonthsAsync(services));

        // The others' rows go one by one.
        await services.GetServices<IJanitor>().OfType<RetentionJanitor>().Single().RunOnceAsync(default);
        Assert.Equal(["0"], await ReadAsync(services, "SELECT count(*)::text FROM messaging_messages"));
    }

    [PostgreSqlFact]
    public async Task Rows_WithoutAMonth_MoveIntoItWhenItIsMade()
    {
        using var host = StoreHost.Dedicated(sqlite: false, partitioned: true);
        var (sample, janitor) = (new StoreSample(host.Services), JanitorOf(host.Services));
        await sample.EndAsync();
        host.Clock.Advance(TimeSpan.FromDays(200));
        var id = await sample.EndAsync();
        Assert.Equal(["1"], await ReadAsync(host.Services, "SELECT count(*)::text FROM messaging_deliveries_default"));
        await janitor.RunOnceAsync(default);
        Assert.False(janitor.HasStrays);
        Assert.Equal([$"{id}"], await ReadAsync(host.Services, "SELECT id::text FROM messaging_deliveries_2030_08"));
        Assert.Equal(["1"], await ReadAsync(host.Services, "SELECT count(*)::text FROM messaging_attempts_2030_08"));
    }

    [PostgreSqlFact]
    public async Task Rows_OfNoMonth_AreTold()
    {
        using var host = StoreHost.Dedicated(sqlite: false, partitioned: true);
        var (sample, janitor) = (new StoreSample(host.Services), JanitorOf(host.Services));
        await sample.AddAsync();
        await janitor.RunOnceAsync(default);
        Assert.False(janitor.HasStrays);
        await sample.AddAsync(new MessageIds(new ManualTimeProvider(host.Clock.GetUtcNow().AddYears(-9))).Next());
        host.Clock.Advance(TimeSpan.FromHours(1));
        await janitor.RunOnceAsync(default);
        Assert.True(janitor.HasStrays);
    }

    [PostgreSqlFact]
    public async Task HotPath_OnManyRows_UsesTheIndexesOfTheMonth()
    {
        using var database = TestDatabase.CreatePostgreSql();
        var (plans, clock) = (new PlanLog(), new ManualTimeProvider());
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(clock)
            .Also(s => s.AddMessaging().UseDatabase(o => o.UseNpgsql(PlanLog.Explained(database.ConnectionString)).AddInterceptors(plans), o => o.MonthlyPartitions = true))
            .BuildServiceProvider();
        var sample = new StoreSample(services);
        var (ended, queued) = (await sample.EndAsync(), await sample.AddAsync());
        await using (var db = services.GetRequiredService<IDbContextFactory<MessagingDbContext>>().CreateDbContext())
        {
            await SampleRows.CopyAsync(db, ended, clock.GetUtcNow().AddMinutes(-5), 20_000);
            await SampleRows.CopyAsync(db, queued, clock.GetUtcNow().AddMinutes(1), 5_000);
            await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE");
        }

        plans.Plans.Clear();
        Assert.Equal(100, (await sample.SendAsync(100)).Count);
        Assert.Equal(3, plans.Plans.Count);
        Assert.All(plans.Plans, plan => Assert.DoesNotContain("Seq Scan on messaging_deliveries_2030_01", plan, StringComparison.Ordinal));
        Assert.All(plans.Plans, plan => Assert.DoesNotContain("Seq Scan on messaging_messages_2030_01", plan, StringComparison.Ordinal));
        Assert.Contains("messaging_deliveries_2030_01_lane_key_due_at_id_idx", plans.Plans[0], StringComparison.Ordinal);
    }

    private static ServiceProvider NewServices(TestDatabase database, TimeProvider clock, bool partitioned = true, Action<MessagingBuilder>? configure = null) =>
        new ServiceCollection().AddSingleton(clock).Also(s =>
        {
            var builder = database.Use(s.AddMessaging(), o => o.MonthlyPartitions = partitioned);
            configure?.Invoke(builder);
        }).BuildServiceProvider();

    private static PartitionJanitor JanitorOf(IServiceProvider services) => services.GetServices<IJanitor>().OfType<PartitionJanitor>().Single();

    private static Task<IReadOnlyList<string>> MonthsAsync(IServiceProvider services) =>
        ReadAsync(services, "SELECT c.relname::text FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid WHERE c.relkind = 'r' ORDER BY 1");

    private static async Task<IReadOnlyList<string>> ReadAsync(IServiceProvider services, string query)
    {
        await using var db = services.GetRequiredService<IDbContextFactory<MessagingDbContext>>().CreateDbContext();
        return await db.Database.SqlQueryRaw<string>(query).ToListAsync();
    }
}
