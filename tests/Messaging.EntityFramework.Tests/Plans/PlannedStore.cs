using System.Globalization;
using Messaging.EntityFramework.Tests.Support;
using Messaging.Inbound;
using Messaging.PostgreSql;
using Messaging.Storage;
using Messaging.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Plans;

/// <summary>A store on a PostgreSQL database of its own that tells by which plans its statements run.</summary>
internal sealed class PlannedStore : IAsyncDisposable
{
    public const int Rows = 20_000;
    public const int Lanes = 2_000;

    private readonly TestDatabase _database = TestDatabase.CreatePostgreSql();
    private readonly PlanLog _log = new();
    private readonly ServiceProvider _services;

    private PlannedStore(string settings, bool asShipped)
    {
        var explained = PlanLog.Explained(_database.ConnectionString, $"-c auto_explain.log_format=json -c auto_explain.log_buffers=on {settings}");
        var text = asShipped ? ConnectionSettings.Complete(explained + ";Maximum Pool Size=1").ConnectionString : explained;
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .Also(s => s.AddMessaging().UseDatabase(o => o.UseNpgsql(text).AddInterceptors(_log)))
            .BuildServiceProvider();
    }

    public ManualTimeProvider Clock { get; } = new();

    public string ConnectionString => _database.ConnectionString;

    public IDeliveryStore Deliveries => _services.GetRequiredService<IDeliveryStore>();

    public IMaintenanceStore Maintenance => _services.GetRequiredService<IMaintenanceStore>();

    public IContactStore Contacts => _services.GetRequiredService<IContactStore>();

    public IMessageStore Messages => _services.GetRequiredService<IMessageStore>();

    public IInboundStore Inbound => _services.GetRequiredService<IInboundStore>();

    public IEventStore Events => _services.GetRequiredService<IEventStore>();

    /// <summary>Makes an empty database that nobody analyses or vacuums by himself.</summary>
    /// <param name="settings">Settings of its sessions, each as <c>-c name=value</c>.</param>
    /// <param name="asShipped">Whether the connection is the library's own, of which there is one: its statements stay prepared.</param>
    public static async Task<PlannedStore> CreateAsync(string settings = "", bool asShipped = false)
    {
        var store = new PlannedStore(settings, asShipped);
        await store.Deliveries.HeartbeatAsync(1, "plans", TimeSpan.FromMinutes(1), isNew: true, default);
        await store.RunSqlAsync("""
            DO $$ DECLARE t text; BEGIN
                FOR t IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'messaging\_%' LOOP EXECUTE format('ALTER TABLE %I SET (autovacuum_enabled = false)', t); END LOOP;
            END $$
            """);
        return store;
    }

    public static async Task<PlannedStore> CreateAsync(TableState state, string settings)
    {
        var store = await CreateAsync(settings);
        if (state == TableState.Stale)
        {
            await store.RunSqlAsync("ANALYZE");
        }

        if (state != TableState.Empty)
        {
            await store.FillAsync(state == TableState.Analysed ? string.Create(CultureInfo.InvariantCulture, $"n.i % {Lanes}") : "0");
        }

        if (state == TableState.Analysed)
        {
            await store.RunSqlAsync("ANALYZE");
        }

        return store;
    }

    /// <summary>Stores one message.</summary>
    public async Task<Guid> AddAsync() => await new StoreSample(_services).AddAsync();

    /// <summary>Fills the tables with deliveries of every state: half of them queued, most of the rest done.</summary>
    /// <param name="lane">The lane's key in SQL, of <c>n.i</c>.</param>
    /// <param name="state">The work state in SQL, of <c>n.i</c>.</param>
    /// <param name="order">The order in which they are due, in SQL, of <c>n.i</c>, which is the order in which they are stored.</param>
    public async Task FillAsync(
        string lane, string state = "CASE n.i / 3 % 20 WHEN 0 THEN 1 WHEN 1 THEN 2 WHEN 2 THEN 9 WHEN 3 THEN 9 WHEN 4 THEN 9 WHEN 5 THEN 9 WHEN 6 THEN 9 WHEN 7 THEN 9 ELSE 0 END", string order = "n.i")
    {
        var id = await AddAsync();
        var due = $"o.due_at - interval '1 hour' + ({order}) * interval '1 millisecond'";
        await using (var db = CreateContext())
        {
            await SampleRows.CopyAsync(db, id, Clock.GetUtcNow().AddDays(-1), Rows, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["lane_key"] = lane,
                ["work_state"] = state,
                ["due_at"] = due,
                ["expires_at"] = $"o.expires_at - CASE WHEN n.i % 50 = 0 THEN interval '3 hours' ELSE interval '0 hours' END",
                ["owner_epoch"] = $"CASE WHEN ({state}) = 1 THEN 7 END",
                ["started_at"] = $"CASE WHEN ({state}) = 1 THEN {due} END",
                ["finished_at"] = $"CASE WHEN ({state}) = 9 THEN {due} END",
                ["outcome"] = $"CASE WHEN ({state}) = 9 THEN 1 ELSE 0 END",
            });
        }

        await RunSqlAsync($"""
            INSERT INTO messaging_contacts (id, tenant_id, person_type, person_id, version, is_suppressed, state, updated_at)
            SELECT gen_random_uuid(), '', '', 'p' || i, 1, false, '', now() FROM generate_series(1, {Rows}) AS i
            """);
    }

    public async Task RunSqlAsync(string sql)
    {
        await using var db = CreateContext();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>Runs a call and tells its plans, in the order of its statements.</summary>
    public async Task<(TResult Result, IReadOnlyList<StatementPlan> Plans)> WatchAsync<TResult>(Func<Task<TResult>> call)
    {
        _log.Plans.Clear();
        var result = await call();
        return (result, [.. _log.Plans.Select(StatementPlan.Parse)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _database.Dispose();
    }

    private MessagingDbContext CreateContext() => _services.GetRequiredService<IDbContextFactory<MessagingDbContext>>().CreateDbContext();
}
