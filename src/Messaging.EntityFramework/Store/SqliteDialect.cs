using System.Text;
using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.EntityFramework.Store;

/// <summary>SQLite: one writer at a time, so a claim is an ordinary update and nothing has to be skipped; what it took is read after its turn, beside other writers.</summary>
internal sealed class SqliteDialect : RowDialect
{
    // One probe of the index per lane, however many rows a lane has.
    private const string Lanes =
        """
        WITH RECURSIVE lane(row) AS (
            SELECT * FROM (SELECT d.rowid FROM [d] AS d WHERE [d.WorkState] = 0 ORDER BY [d.LaneKey], [d.DueAt] LIMIT 1)
            UNION ALL
            SELECT (SELECT d.rowid FROM [d] AS d WHERE [d.WorkState] = 0 AND [d.LaneKey] > f.[:d.LaneKey] ORDER BY [d.LaneKey], [d.DueAt] LIMIT 1)
            FROM lane JOIN [d] AS f ON f.rowid = lane.row)
        SELECT [d.LaneKey], [d.DueAt], [d.TenantId], [d.Channel] FROM lane JOIN [d] AS d ON d.rowid = lane.row
        """;

    // By rowid: the table keeps its rowid although ids are the key, and nothing need look the ids up again.
    private const string Claim =
        """
        UPDATE [d] SET [:d.WorkState] = 1, [:d.OwnerEpoch] = @epoch, [:d.LeaseToken] = [:d.LeaseToken] + 1, [:d.StartedAt] = NULL
        WHERE rowid IN (
            SELECT rowid FROM [d] WHERE [:d.WorkState] = 0 AND [:d.LaneKey] = @lane AND [:d.DueAt] <= @now ORDER BY [:d.DueAt], [:d.Id] LIMIT @count)
        RETURNING rowid
        """;

    private const string Read =
        """
        SELECT {columns} FROM [d] AS d JOIN [m] AS m ON [m.Id] = [d.Id] LEFT JOIN [c] AS c ON [c.Id] = [d.Id]
        WHERE d.rowid IN (SELECT value FROM json_each(@rows)) AND [d.WorkState] = 1 AND [d.OwnerEpoch] = @epoch
        """;

    // The ids of a batch are of the same day nearly always; SQLite could not read it from them.
    private const string Ends =
        """
        INSERT INTO [j] ([:j.Number], [:j.Id], [:j.TenantId], [:j.Channel], [:j.LaneKey], [:j.Day], [:j.Outcome], [:j.Count])
        WITH ended(tenant, channel, lane, outcome, n) AS MATERIALIZED (
            SELECT [d.TenantId], [d.Channel], [d.LaneKey], [d.Outcome], count(*) FROM [d] AS d
            WHERE [d.Id] IN (SELECT unhex(value) FROM json_each(@Ids)) AND [d.WorkState] = 9 GROUP BY 1, 2, 3, 4)
        SELECT row_number() OVER (), @Id, tenant, channel, lane, @Day, outcome, n FROM (
            SELECT tenant, channel, lane, outcome, n FROM ended UNION ALL SELECT tenant, channel, lane, 0, -sum(n) FROM ended GROUP BY 1, 2, 3)
        """;

    private const string TakeKey =
        "INSERT INTO [r] ([:r.TenantId], [:r.IdempotencyKey], [:r.RequestId], [:r.PayloadHash], [:r.CreatedAt]) VALUES (@tenant, @key, @id, @hash, @at) ON CONFLICT DO NOTHING";

    private static readonly Column<EndedDay>[] EndedColumns =
        [new("Id", ColumnKind.Guid, e => e.Id), new("Day", ColumnKind.Int32, e => e.Day), new("Ids", ColumnKind.Text, e => ToJson(e.Ids))];

    public override ValueForm Form { get; } = new SqliteValueForm();

    public override string OnConflict => "ON CONFLICT DO NOTHING";

    /// <summary>Ids as a text that <c>unhex(value)</c> of <c>json_each</c> takes apart again.</summary>
    public static string ToJson(IReadOnlyCollection<Guid> ids)
    {
        var json = new StringBuilder("[", (ids.Count * 35) + 2);
        Span<byte> bytes = stackalloc byte[16];
        foreach (var id in ids)
        {
            id.TryWriteBytes(bytes, bigEndian: true, out _);
            json.Append(json.Length > 1 ? ",\"" : "\"").Append(Convert.ToHexString(bytes)).Append('"');
        }

        return json.Append(']').ToString();
    }

    public override async Task<IReadOnlyList<Lane>> FindLanesAsync(DbSession session, CancellationToken cancellationToken)
    {
        using var command = session.CreateCommand(Lanes);
        using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var lanes = new List<Lane>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            lanes.Add(new Lane(reader.GetInt64(0), Form.ReadTime(reader, 1), reader.GetString(2), MessageChannel.Parse(reader.GetString(3))));
        }

        return lanes;
    }

    public override async Task<ClaimedRows> ClaimAsync(DbSession session, long epoch, IReadOnlyList<LaneQuota> quotas, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = new List<long>();
        foreach (var quota in quotas)
        {
            using var claim = session.CreateCommand(Claim);
            Form.Add(claim, "@epoch", ColumnKind.Int64, epoch);
            Form.Add(claim, "@lane", ColumnKind.Int64, quota.Key);
            Form.Add(claim, "@now", ColumnKind.Time, now);
            Form.Add(claim, "@count", ColumnKind.Int32, quota.Count);
            using var reader = await claim.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                rows.Add(reader.GetInt64(0));
            }
        }

        return new ClaimedRows([], (reading, token) => ReadAsync(reading, rows, epoch, token));
    }

    protected override async Task<bool> TakeKeyAsync(DbSession session, NewRequest request, CancellationToken cancellationToken)
    {
        if (request.IdempotencyKey is not { } key)
        {
            return true;
        }

        using var command = session.CreateCommand(TakeKey);
        Form.Add(command, "@tenant", ColumnKind.Text, request.TenantId);
        Form.Add(command, "@key", ColumnKind.Text, key);
        Form.Add(command, "@id", ColumnKind.Guid, request.Id);
        Form.Add(command, "@hash", ColumnKind.Bytes, request.PayloadHash.ToArray());
        Form.Add(command, "@at", ColumnKind.Time, request.CreatedAt);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) > 0;
    }

    protected override async Task CountEndsAsync(DbSession session, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var day in ids.GroupBy(MessageIds.DayOf))
        {
            using var ends = new RowStatement<EndedDay>(session, Ends, EndedColumns);
            await ends.RunAsync(new EndedDay(session.NextId(), day.Key, [.. day]), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<IReadOnlyList<ClaimedMessage>> ReadAsync(DbSession session, List<long> rows, long epoch, CancellationToken cancellationToken)
    {
        using var read = session.CreateCommand(session.Names.Once(Read, () => Read.Replace("{columns}", RowReader.ClaimedColumns(session.Names), StringComparison.Ordinal)));
        session.Form.Add(read, "@rows", ColumnKind.Text, $"[{string.Join(',', rows)}]");
        session.Form.Add(read, "@epoch", ColumnKind.Int64, epoch);
        using var reader = await read.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var claimed = new List<ClaimedMessage>(rows.Count);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            claimed.Add(new RowReader(reader, session.Form).ReadClaimed());
        }

        claimed.Sort((a, b) => a.Delivery.DueAt.CompareTo(b.Delivery.DueAt));
        return claimed;
    }

    private sealed record EndedDay(Guid Id, int Day, IReadOnlyCollection<Guid> Ids);
}
