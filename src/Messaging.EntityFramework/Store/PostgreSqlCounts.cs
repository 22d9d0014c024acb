using System.Data.Common;
using System.Globalization;

namespace Messaging.EntityFramework.Store;

/// <summary>Counts on PostgreSQL: changes are written by the very statement that they count, from the rows it returns, and folded by one.</summary>
internal static class PostgreSqlCounts
{
    /// <summary>What the statement that changes deliveries has to return.</summary>
    public const string Returning = "RETURNING [d.Id], [d.TenantId], [d.Channel], [d.LaneKey], [d.WorkState], [d.Outcome]";

    /// <summary>What the statement that stores deliveries has to return, which has no other name for its table.</summary>
    public const string ReturningNew = "RETURNING [:d.Id], [:d.TenantId], [:d.Channel], [:d.LaneKey], [:d.Outcome]";

    // An id begins with 48 bits of milliseconds.
    private const string Day = "719162 + (('x' || left([:d.Id]::text, 8) || substr([:d.Id]::text, 10, 4))::bit(48)::bigint / 86400000)::integer";

    private const string Insert = "INSERT INTO [j] AS j ([:j.Number], [:j.Id], [:j.TenantId], [:j.Channel], [:j.LaneKey], [:j.Day], [:j.Outcome], [:j.Count])";

    private const string Fold =
        $"""
        WITH pick AS MATERIALIZED (
            SELECT [j.Number] AS number, [j.Id] AS id FROM [j] AS j WHERE [j.Number] > 0 ORDER BY [j.Number], [j.Id] LIMIT @limit FOR UPDATE SKIP LOCKED),
        taken AS (DELETE FROM [j] AS j USING pick WHERE [j.Number] = pick.number AND [j.Id] = pick.id RETURNING j.*),
        sums AS (
            SELECT [:j.TenantId] AS tenant, [:j.Channel] AS channel, [:j.LaneKey] AS lane, [:j.Day] AS day, [:j.Outcome] AS outcome, sum([:j.Count])::bigint AS count
            FROM taken GROUP BY 1, 2, 3, 4, 5),
        folded AS (
            {Insert} SELECT 0, (lpad(to_hex(lane), 16, '0') || lpad(to_hex(day), 8, '0') || lpad(to_hex(outcome::integer), 8, '0'))::uuid, tenant, channel, lane, day, outcome, count
            FROM sums WHERE count <> 0 ORDER BY 2 ON CONFLICT ([:j.Number], [:j.Id]) DO UPDATE SET [:j.Count] = [j.Count] + excluded.[:j.Count])
        SELECT count(*) FROM taken
        """;

    /// <summary>Counts deliveries that were stored.</summary>
    /// <param name="source">The part of the statement that stored them.</param>
    public static string OfStored(string source) =>
        $", tallied AS ({Insert} SELECT (row_number() OVER ())::integer, @CountId, t.* FROM (SELECT [:d.TenantId], [:d.Channel], [:d.LaneKey], {Day} AS day, [:d.Outcome], count(*) FROM {source} GROUP BY 1, 2, 3, 4, 5) AS t)";

    /// <summary>Counts deliveries that were open and have ended.</summary>
    /// <param name="source">The part of the statement that changed them.</param>
    public static string OfEnded(string source) =>
        $"""
        , ended AS (SELECT [:d.TenantId] AS tenant, [:d.Channel] AS channel, [:d.LaneKey] AS lane, {Day} AS day, [:d.Outcome] AS outcome, count(*) AS n FROM {source} WHERE [:d.WorkState] = 9 GROUP BY 1, 2, 3, 4, 5),
        tallied AS (
            {Insert} SELECT (row_number() OVER ())::integer, @CountId, t.* FROM (
                SELECT * FROM ended UNION ALL SELECT tenant, channel, lane, day, 0::smallint, -sum(n)::bigint FROM ended GROUP BY 1, 2, 3, 4) AS t)
        """;

    /// <summary>Adds the id under which a statement's changes are written.</summary>
    public static void AddId(DbSession session, DbCommand command) => session.Form.Add(command, "@CountId", ColumnKind.Guid, session.NextId());

    /// <summary>Folds the first few changes that no other janitor is at.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> FoldAsync(DbSession session, int limit, CancellationToken cancellationToken)
    {
        using var command = session.CreateCommand(Fold);
        session.Form.Add(command, "@limit", ColumnKind.Int32, limit);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
    }
}
