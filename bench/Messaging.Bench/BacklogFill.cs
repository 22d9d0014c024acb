using System.Globalization;
using Messaging.Messages;

namespace Messaging.Bench;

/// <summary>Fills a PostgreSQL database with queued messages by SQL: copies of one that the library stored, one falling due per millisecond, the tenants in turn.</summary>
internal static class BacklogFill
{
    private const string Address = "'filled' || g || '@example.org'";

    /// <summary>When the first copy is due: early enough that all are due.</summary>
    public const string Start = "(date_trunc('day', now()) - interval '1 day')";

    // Made now, as their ids tell: of older ones the janitors would look whether their time is up, and take a processor from what is measured.
    private static readonly string Id = $"('{Guid.CreateVersion7().ToString()[..13]}-7000-8000-' || lpad(to_hex(g), 12, '0'))::uuid";

    /// <summary>Fills the tables, and brings their statistics up to date.</summary>
    /// <param name="database">The database.</param>
    /// <param name="host">A host on it that does not dispatch.</param>
    /// <param name="count">How many messages there are to be.</param>
    /// <param name="tenants">Whose they are.</param>
    /// <param name="priority">Their priority.</param>
    public static async Task RunAsync(BenchDatabase database, BenchHost host, int count, IReadOnlyList<string> tenants, MessagePriority priority)
    {
        BenchReport.Progress($"fills {count:N0} messages of {tenants.Count} tenants");
        var receipt = await host.Client.SendAsync(BenchHost.Request(1, -1) with { Tenant = tenants[0], Priority = priority });
        var (sample, level) = (receipt.Messages[0].Id, (int)priority);
        var (names, lanes) = (List(tenants.Select(t => $"'{t}'")), List(tenants.Select(t => LaneKey.Of(t, MessageChannel.Email, priority).ToString(CultureInfo.InvariantCulture))));
        var tenant = $"(ARRAY[{names}])[g % {tenants.Count} + 1]";
        var due = $"{Start} + g * interval '1 millisecond'";
        await CopyAsync(database, "messaging_messages", sample, count, new()
        {
            ["id"] = Id, ["tenant_id"] = tenant, ["priority"] = $"{level}", ["recipient_id"] = "'filled' || g", ["created_at"] = due, ["planned_at"] = due,
        });
        await CopyAsync(database, "messaging_contents", sample, count, new() { ["id"] = Id, ["address"] = Address });
        await CopyAsync(database, "messaging_deliveries", sample, count, new()
        {
            ["id"] = Id, ["tenant_id"] = tenant, ["lane_key"] = $"(ARRAY[{lanes}]::bigint[])[g % {tenants.Count} + 1]", ["due_at"] = due, ["expires_at"] = "now() + interval '7 days'",
        });
        foreach (var table in new[] { "messaging_messages", "messaging_contents", "messaging_deliveries" })
        {
            // The one that was copied goes, so that there are as many as were asked for.
            await database.ExecuteAsync($"DELETE FROM {table} WHERE id = '{sample}'");
            await database.ExecuteAsync($"VACUUM (ANALYZE) {table}");
        }

        await database.ExecuteAsync("CHECKPOINT");
    }

    // All columns as the library filled them, whatever columns there are, except those that tell one message from the next.
    private static async Task CopyAsync(BenchDatabase database, string table, Guid sample, int count, Dictionary<string, string> changed)
    {
        var found = await database.ReadAsync<string>($"SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = '{table}'");
        var columns = found.Split(',');
        var values = columns.Select(c => changed.GetValueOrDefault(c) ?? $"s.{c}");
        await database.ExecuteAsync($"INSERT INTO {table} ({List(columns)}) SELECT {List(values)} FROM {table} s, generate_series(1, {count}) g WHERE s.id = '{sample}'");
    }

    private static string List(IEnumerable<string> items) => string.Join(", ", items);
}
