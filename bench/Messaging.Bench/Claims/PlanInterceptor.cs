using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Messaging.Bench.Claims;

/// <summary>Hears what the server's <c>auto_explain</c> says about each statement of the library's own sessions: the plan that really ran, with its parameters and buffers.</summary>
internal sealed class PlanInterceptor : DbConnectionInterceptor
{
    /// <summary>Session settings, for the connection string of a superuser.</summary>
    public const string Options =
        "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on -c auto_explain.log_buffers=on -c auto_explain.log_timing=off "
        + "-c auto_explain.log_format=json -c auto_explain.log_level=notice -c client_min_messages=notice";

    private readonly Lock _lock = new();
    private (long Buffers, long Taking, double Milliseconds)? _claim;

    /// <summary>The claim that was heard last, once.</summary>
    public (long Buffers, long Taking, double Milliseconds) Take()
    {
        lock (_lock)
        {
            var claim = _claim ?? throw new InvalidOperationException(
                "The server did not explain a claim. The role must be a superuser, the server must have the library auto_explain, and the claim must be one statement with SKIP LOCKED.");
            _claim = null;
            return claim;
        }
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Listen((NpgsqlConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Listen((NpgsqlConnection)connection);
        return Task.CompletedTask;
    }

    // A pooled context opens the same connection object again.
    private void Listen(NpgsqlConnection connection)
    {
        connection.Notice -= Hear;
        connection.Notice += Hear;
    }

    // "duration: 1.234 ms  plan:" and the plan as JSON.
    private void Hear(object sender, NpgsqlNoticeEventArgs args)
    {
        var text = args.Notice.MessageText;
        if (!text.StartsWith("duration: ", StringComparison.Ordinal) || !text.Contains("SKIP LOCKED", StringComparison.Ordinal))
        {
            return;
        }

        using var json = JsonDocument.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..]);
        var plan = json.RootElement.GetProperty("Plan");

        // The part that updates; it pulls the rows it locks, so it counts those that find them too.
        var taking = plan.GetProperty("Plans").EnumerateArray().Single(p => p.TryGetProperty("Subplan Name", out var name) && name.GetString() == "CTE claimed");
        lock (_lock)
        {
            _claim = (BuffersOf(plan), BuffersOf(taking), double.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture));
        }
    }

    private static long BuffersOf(JsonElement plan) => plan.GetProperty("Shared Hit Blocks").GetInt64() + plan.GetProperty("Shared Read Blocks").GetInt64();
}
