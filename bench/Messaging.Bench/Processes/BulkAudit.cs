using Npgsql;

namespace Messaging.Bench.Processes;

/// <summary>Compares what a bulk send asked for with what the database holds and with what the adapters were told.</summary>
internal static class BulkAudit
{
    public static async Task PrintAsync(BenchDatabase database, CallBook calls, int recipients)
    {
        const string Deliveries = "SELECT count(*) FROM messaging_deliveries";
        Exact("recipients without a message", await database.CountAsync(
            $"SELECT count(*) FROM (SELECT 'r' || g FROM generate_series(0, {recipients - 1}) g EXCEPT SELECT recipient_id FROM messaging_messages) missing"));
        Exact("messages more, or fewer, than recipients", await database.CountAsync($"SELECT count(*) - {recipients} FROM messaging_messages"));
        Exact("messages that ended neither accepted nor unknown", await database.CountAsync($"{Deliveries} WHERE NOT (work_state = 9 AND outcome IN (1, 5))"));
        BenchReport.Figure("bulk: messages that ended unknown", "messages", [await database.CountAsync($"{Deliveries} WHERE outcome = 5")]);
        BenchReport.Figure("bulk: messages flagged as possible duplicates", "messages", [await database.CountAsync($"{Deliveries} WHERE possible_duplicate")]);

        var repeated = calls.Repeated();
        BenchReport.Figure("bulk: messages handed to the provider more than once", "messages", [repeated.Length]);
        Exact("of which without the flag", await UnflaggedAsync(database, repeated));
        Exact("messages that ended accepted or unknown and no adapter saw", recipients - calls.Messages);
    }

    private static void Exact(string name, long count) => BenchReport.Figure($"bulk: {name}", "messages", [Math.Abs(count)], bar: Bar.AtMost(0));

    private static async Task<long> UnflaggedAsync(BenchDatabase database, Guid[] messages)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM messaging_deliveries WHERE id = ANY(@ids) AND NOT possible_duplicate", connection);
        command.Parameters.AddWithValue("ids", messages);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
