using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Messaging.EntityFramework.Tests.Support;
using Messaging.Storage;
using Messaging.Testing;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Messaging.EntityFramework.Tests.Store;

/// <summary>Looking for what failed reads the index of what failed, however many messages there are, and replaying many takes few statements.</summary>
public sealed class DeadLetterPlanTests(ITestOutputHelper output)
{
    private const int Rows = 30_000;
    private const int Failed = Rows / 10;

    [PostgreSqlFact]
    public async Task PostgreSql_ManyMessages_ListCountAndReplayUseTheIndex()
    {
        using var database = TestDatabase.CreatePostgreSql();
        var commands = new CommandList();
        await using var services = new ServiceCollection()
            .Also(s => s.AddMessaging().UseDatabase(o => database.Use(o).AddInterceptors(commands)).AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter()))
            .BuildServiceProvider();
        var letters = services.GetRequiredService<IDeadLetters>();
        await letters.CountAsync(new DeadLetterQuery());
        await using var db = services.GetRequiredService<IDbContextFactory<MessagingDbContext>>().CreateDbContext();
        await FillAsync(db);

        commands.Clear();
        var query = new DeadLetterQuery { Tenant = "t1", FailureCode = "554" };
        var page = await letters.ListAsync(query);
        Assert.Equal(50, page.Messages.Count);
        await letters.ListAsync(query with { Cursor = page.Next });
        Assert.Equal(new DeadLetterCount(1_000, true), await letters.CountAsync(query, 1_000));
        foreach (var command in commands.Taken)
        {
            var plan = await ExplainAsync(db, command);
            output.WriteLine(plan);
            Assert.Contains("IX_messaging_deliveries_tenant_id_finished_at_id", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan on messaging_deliveries", plan, StringComparison.Ordinal);
        }

        commands.Clear();
        var watch = Stopwatch.StartNew();
        var receipt = await letters.ReplayAsync(query, new ReplayRequest { Reason = "lan: provider is back", Most = Rows });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{receipt.Requeued} requeued in {watch.Elapsed.TotalMilliseconds:N0} ms, {commands.Count} commands."));
        Assert.Equal((Failed, 0L, null), (receipt.Requeued, receipt.Skipped, receipt.Next));
        Assert.InRange(commands.Count, 1, (Failed / 500) + 1);
    }

    private static async Task FillAsync(MessagingDbContext db)
    {
        // Every tenth message of the tenant failed.
        var sql = $"""
            INSERT INTO messaging_messages (id, request_id, tenant_id, channel, recipient_id, recipient_type, template_code, template_version, variant, type, category, priority, entity_type, entity_id, tags,
                created_by, locale, time_zone, created_at, planned_at, planned_code, attachment_count, step, fallback_when, fallback_after)
            SELECT gen_random_uuid(), gen_random_uuid(), 't1', 'email', 'r' || i, '', 'welcome', '1', '', '', 0, 1, '', '', '[]', '', 'en', 'UTC', now() - i * interval '1 second', now(), 'send.now', 0, 0, 0, 0
            FROM generate_series(1, {Rows}) AS i;
            INSERT INTO messaging_contents (id, address, recipient_name) SELECT id, 'a@example.org', '' FROM messaging_messages;
            INSERT INTO messaging_deliveries (id, tenant_id, channel, lane_key, work_state, outcome, status_rank, policy, due_at, expires_at, lease_token, attempt, retry_count, generation, rescue_count,
                cancel_requested, ambiguous, possible_duplicate, duplicate_confirmed, connection, finished_at, open_count, click_count, cap_day, segments)
            SELECT id, 't1', 'email', 1, 9, CASE WHEN n % 10 = 0 THEN 2 ELSE 1 END, CASE WHEN n % 10 = 0 THEN 0 ELSE 20 END, 0, created_at, created_at + interval '1 day', 2, 1, 0, 0, 0, 0, false, false, false,
                'smtp', created_at, 0, 0, 0, 0
            FROM (SELECT *, row_number() OVER (ORDER BY created_at) AS n FROM messaging_messages) AS m;
            INSERT INTO messaging_attempts (delivery_id, generation, attempt, connection, outcome, failure_kind, failure_code, started_at, duration_ms)
            SELECT id, 0, 1, 'smtp', outcome, 3, CASE WHEN outcome = 2 THEN '554' ELSE '' END, due_at, 5 FROM messaging_deliveries;
            ANALYZE;
            """;
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(2));
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private static async Task<string> ExplainAsync(MessagingDbContext db, (string Text, List<(string Name, object? Value)> Parameters) command)
    {
        await db.Database.OpenConnectionAsync();
        await using var explain = db.Database.GetDbConnection().CreateCommand();
        explain.CommandText = "EXPLAIN (ANALYZE, BUFFERS) " + command.Text;
        foreach (var parameter in command.Parameters)
        {
            var copy = explain.CreateParameter();
            (copy.ParameterName, copy.Value) = parameter;
            explain.Parameters.Add(copy);
        }

        await using var reader = await explain.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }

    /// <summary>The commands that the framework ran.</summary>
    private sealed class CommandList : DbCommandInterceptor
    {
        private readonly List<(string Text, List<(string Name, object? Value)> Parameters)> _taken = [];

        public IReadOnlyList<(string Text, List<(string Name, object? Value)> Parameters)> Taken => [.. _taken];

        public int Count => _taken.Count;

        public void Clear() => _taken.Clear();

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            _taken.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]));
            return ValueTask.FromResult(result);
        }
    }
}
