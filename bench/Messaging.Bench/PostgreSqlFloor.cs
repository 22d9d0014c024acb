using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Messaging.Bench;

/// <summary>What hand-written SQL through the plain driver does on the same tables and indexes: the best one could hope for.</summary>
internal static class PostgreSqlFloor
{
    private const string Insert =
        """
        WITH m AS (
            INSERT INTO messaging_messages (id, request_id, tenant_id, channel, recipient_id, recipient_type, template_code, template_version, type, category, priority, entity_type, entity_id, tags,
                created_by, locale, time_zone, created_at, planned_at, planned_code, attachment_count, step, fallback_when, fallback_after, variant)
            SELECT v.id, @request, '', 'email', v.recipient, '', 'bench', '0123456789abcdef', 'booking_confirmation', 0, 1, 'booking', 'b1', '[]', '', 'de', 'UTC', @now, @now, 'send.now', 0, 0, 0, 0, ''
            FROM unnest(@ids, @recipients) AS v(id, recipient)),
        c AS (
            INSERT INTO messaging_contents (id, address, recipient_name, data) SELECT v.id, v.address, v.name, v.data FROM unnest(@ids, @addresses, @names, @data) AS v(id, address, name, data))
        INSERT INTO messaging_deliveries (id, tenant_id, channel, lane_key, work_state, outcome, status_rank, policy, due_at, expires_at, lease_token, attempt, retry_count, generation, rescue_count,
            cancel_requested, ambiguous, possible_duplicate, duplicate_confirmed, connection, open_count, click_count, cap_day, segments)
        SELECT v.id, '', 'email', 7, 0, 0, 0, 0, @now, @later, 0, 0, 0, 0, 0, 0, false, false, false, '', 0, 0, 0, 0 FROM unnest(@ids) AS v(id)
        """;

    private const string Claim =
        """
        WITH pick AS MATERIALIZED (SELECT id FROM messaging_deliveries WHERE work_state = 0 AND lane_key = 7 AND due_at <= @now ORDER BY due_at, id LIMIT @count FOR UPDATE SKIP LOCKED),
        claimed AS (UPDATE messaging_deliveries d SET work_state = 1, owner_epoch = 1, lease_token = lease_token + 1, started_at = NULL WHERE id = ANY(ARRAY(SELECT id FROM pick)) RETURNING d.id, d.lease_token)
        SELECT d.id, d.lease_token, m.template_code, m.template_version, c.address, c.recipient_name, c.data FROM claimed d JOIN messaging_messages m ON m.id = d.id JOIN messaging_contents c ON c.id = d.id
        """;

    private const string Start =
        "UPDATE messaging_deliveries d SET started_at = @now, attempt = attempt + 1, connection = 'noop' FROM unnest(@ids, @tokens) AS v(id, token) WHERE d.id = v.id AND d.lease_token = v.token AND d.status_rank < 20 AND d.cancel_requested = 0";

    private const string Complete =
        """
        WITH v AS (SELECT * FROM unnest(@ids, @tokens, @providers) AS v(id, token, provider)),
        done AS (UPDATE messaging_deliveries d SET work_state = 9, outcome = 1, status_rank = GREATEST(status_rank, 20::smallint), finished_at = @now, owner_epoch = NULL, lease_token = lease_token + 1, provider_message_id = v.provider
            FROM v WHERE d.id = v.id AND d.lease_token = v.token RETURNING d.id)
        INSERT INTO messaging_attempts (delivery_id, generation, attempt, connection, outcome, failure_kind, failure_code, provider_message_id, started_at, duration_ms)
        SELECT v.id, 0, 1, 'noop', 1, 0, '', v.provider, @now, 1 FROM v JOIN done ON done.id = v.id
        """;

    /// <summary>Inserts, 1,000 per statement, on one or more loops.</summary>
    public static Task EnqueueAsync(string connectionString, int count, int loops)
    {
        var next = 0;
        return Task.WhenAll(Enumerable.Range(0, loops).Select(_ => Task.Run(async () =>
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            while (Interlocked.Add(ref next, 1_000) <= count)
            {
                await InsertAsync(connection, 1_000);
            }
        })));
    }

    /// <summary>Milliseconds of one insert of one message in a transaction of its own.</summary>
    public static async Task<double> EnqueueOneAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var watch = Stopwatch.StartNew();
        await InsertAsync(connection, 1);
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>Claim, start mark, completion and attempt, on two loops.</summary>
    public static async Task DispatchAsync(string connectionString, int count, int batch)
    {
        var done = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => LoopAsync(connectionString, batch)));
        if (done.Sum() != count)
        {
            throw new InvalidOperationException($"The floor dispatched {done.Sum()} of {count} messages.");
        }
    }

    private static async Task<int> LoopAsync(string connectionString, int batch)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var claim = Command(connection, Claim, ("now", DateTimeOffset.UtcNow.AddMinutes(1)), ("count", batch));
        var total = 0;
        while (true)
        {
            var (ids, tokens) = (new List<Guid>(batch), new List<long>(batch));
            await using (var reader = await claim.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                {
                    ids.Add(reader.GetGuid(0));
                    tokens.Add(reader.GetInt64(1));
                    _ = reader.GetString(4) + reader.GetString(5) + reader.GetString(6);
                }
            }

            if (ids.Count == 0)
            {
                return total;
            }

            await using var start = Command(connection, Start, ("now", DateTimeOffset.UtcNow), ("ids", ids.ToArray()), ("tokens", tokens.ToArray()));
            await start.ExecuteNonQueryAsync();
            await using var complete = Command(
                connection, Complete, ("now", DateTimeOffset.UtcNow), ("ids", ids.ToArray()), ("tokens", tokens.ToArray()), ("providers", ids.Select(i => $"noop-{i:N}").ToArray()));
            await complete.ExecuteNonQueryAsync();
            total += ids.Count;
        }
    }

    private static async Task InsertAsync(NpgsqlConnection connection, int count)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToArray();
        var now = DateTimeOffset.UtcNow;
        await using var command = Command(
            connection, Insert,
            ("request", Guid.CreateVersion7()), ("now", now), ("later", now.AddHours(24)), ("ids", ids),
            ("recipients", ids.Select((_, i) => $"r{i}").ToArray()),
            ("addresses", ids.Select((_, i) => $"guest{i}@example.org").ToArray()),
            ("names", ids.Select((_, i) => $"Lan {i}").ToArray()),
            ("data", ids.Select(_ => System.Text.Json.JsonSerializer.Serialize(BenchTemplate.Data(1))).ToArray()));
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(value is DateTimeOffset ? new NpgsqlParameter(name, NpgsqlDbType.TimestampTz) { Value = value } : new NpgsqlParameter(name, value));
        }

        return command;
    }
}
