using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Messaging.Bench;

/// <summary>What hand-written SQL through the plain driver does on the same tables and indexes of SQLite, with the same durability.</summary>
internal static class SqliteFloor
{
    /// <summary>Inserts, 1,000 per transaction, prepared and row by row, on one or more loops, which wait for each other: the file has one writer.</summary>
    public static Task EnqueueAsync(string connectionString, int count, int loops)
    {
        var next = 0;
        return Task.WhenAll(Enumerable.Range(0, loops).Select(_ => Task.Run(() =>
        {
            using var connection = Open(connectionString);
            while (Interlocked.Add(ref next, 1_000) <= count)
            {
                Insert(connection, 1_000);
            }
        })));
    }

    /// <summary>Milliseconds of one insert of one message in a transaction of its own.</summary>
    public static Task<double> EnqueueOneAsync(string connectionString) => Task.Run(() =>
    {
        using var connection = Open(connectionString);
        var watch = Stopwatch.StartNew();
        Insert(connection, 1);
        return watch.Elapsed.TotalMilliseconds;
    });

    /// <summary>Claim, start mark, completion and attempt.</summary>
    public static Task DispatchAsync(string connectionString, int count, int batch) => Task.Run(() =>
    {
        using var connection = Open(connectionString);
        var total = 0;
        while (RunBatch(connection, batch) is var done and > 0)
        {
            total += done;
        }

        if (total != count)
        {
            throw new InvalidOperationException($"The floor dispatched {total} of {count} messages.");
        }
    });

    private static int RunBatch(SqliteConnection connection, int batch)
    {
        var now = DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds();
        var claimed = new List<(byte[] Id, long Token)>(batch);
        using (var transaction = connection.BeginTransaction())
        {
            using var claim = Command(
                connection, transaction,
                "UPDATE messaging_deliveries SET work_state = 1, owner_epoch = 1, lease_token = lease_token + 1, started_at = NULL WHERE rowid IN (SELECT rowid FROM messaging_deliveries WHERE work_state = 0 AND lane_key = 7 AND due_at <= @now ORDER BY due_at, id LIMIT @count) RETURNING id, lease_token",
                ("@now", now), ("@count", batch));
            using (var reader = claim.ExecuteReader())
            {
                while (reader.Read())
                {
                    claimed.Add(((byte[])reader[0], reader.GetInt64(1)));
                }
            }

            using var read = Command(connection, transaction, "SELECT m.template_code, c.address, c.recipient_name, c.data FROM messaging_messages m JOIN messaging_contents c ON c.id = m.id WHERE m.id = @id", ("@id", Array.Empty<byte>()));
            foreach (var (id, _) in claimed)
            {
                read.Parameters[0].Value = id;
                using var row = read.ExecuteReader();
                row.Read();
                _ = row.GetString(1) + row.GetString(3);
            }

            transaction.Commit();
        }

        RunEach(connection, claimed, now, "UPDATE messaging_deliveries SET started_at = @now, attempt = attempt + 1, connection = 'noop' WHERE id = @id AND lease_token = @token AND status_rank < 20 AND cancel_requested = 0", null);
        RunEach(
            connection, claimed, now,
            "UPDATE messaging_deliveries SET work_state = 9, outcome = 1, status_rank = 20, finished_at = @now, owner_epoch = NULL, lease_token = lease_token + 1, provider_message_id = hex(@id) WHERE id = @id AND lease_token = @token",
            "INSERT INTO messaging_attempts (delivery_id, generation, attempt, connection, outcome, failure_kind, failure_code, provider_message_id, started_at, duration_ms) VALUES (@id, 0, 1, 'noop', 1, 0, '', hex(@id), @now, 1)");
        return claimed.Count;
    }

    private static void RunEach(SqliteConnection connection, List<(byte[] Id, long Token)> rows, long now, string update, string? insert)
    {
        using var transaction = connection.BeginTransaction();
        using var first = Command(connection, transaction, update, ("@id", Array.Empty<byte>()), ("@token", 0L), ("@now", now));
        using var second = insert is null ? null : Command(connection, transaction, insert, ("@id", Array.Empty<byte>()), ("@now", now));
        foreach (var (id, token) in rows)
        {
            first.Parameters[0].Value = id;
            first.Parameters[1].Value = token;
            first.ExecuteNonQuery();
            if (second is not null)
            {
                second.Parameters[0].Value = id;
                second.ExecuteNonQuery();
            }
        }

        transaction.Commit();
    }

    private static void Insert(SqliteConnection connection, int count)
    {
        using var transaction = connection.BeginTransaction();
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var request = Guid.CreateVersion7().ToByteArray(bigEndian: true);
        using var message = Command(
            connection, transaction,
            "INSERT INTO messaging_messages (id, request_id, tenant_id, channel, recipient_id, recipient_type, template_code, template_version, type, category, priority, entity_type, entity_id, tags, created_by, locale, time_zone, created_at, planned_at, planned_code, attachment_count, step, fallback_when, fallback_after, variant) VALUES (@id, @request, '', 'email', @recipient, '', 'bench', '0123456789abcdef', 'booking_confirmation', 0, 1, 'booking', 'b1', '[]', '', 'de', 'UTC', @now, @now, 'send.now', 0, 0, 0, 0, '')",
            ("@id", request), ("@recipient", ""), ("@request", request), ("@now", now));
        using var content = Command(
            connection, transaction, "INSERT INTO messaging_contents (id, address, recipient_name, data) VALUES (@id, @address, @name, @data)",
            ("@id", request), ("@address", ""), ("@name", ""), ("@data", ""));
        using var delivery = Command(
            connection, transaction,
            "INSERT INTO messaging_deliveries (id, tenant_id, channel, lane_key, work_state, outcome, status_rank, policy, due_at, expires_at, lease_token, attempt, retry_count, generation, rescue_count, cancel_requested, ambiguous, possible_duplicate, duplicate_confirmed, connection, open_count, click_count, cap_day, segments) VALUES (@id, '', 'email', 7, 0, 0, 0, 0, @now, @later, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', 0, 0, 0, 0)",
            ("@id", request), ("@now", now), ("@later", now + 86_400_000));
        for (var i = 0; i < count; i++)
        {
            var id = Guid.CreateVersion7().ToByteArray(bigEndian: true);
            message.Parameters[0].Value = content.Parameters[0].Value = delivery.Parameters[0].Value = id;
            message.Parameters[1].Value = $"r{i}";
            content.Parameters[1].Value = $"guest{i}@example.org";
            content.Parameters[2].Value = $"Lan {i}";
            content.Parameters[3].Value = System.Text.Json.JsonSerializer.Serialize(BenchTemplate.Data(1));
            message.ExecuteNonQuery();
            content.ExecuteNonQuery();
            delivery.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
        pragmas.ExecuteNonQuery();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction transaction, string sql, params (string Name, object Value)[] parameters)
    {
        var command = new SqliteCommand(sql, connection, transaction);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
