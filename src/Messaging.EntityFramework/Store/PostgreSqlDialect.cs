using System.Data.Common;
using System.Text;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>PostgreSQL: every call is one statement over arrays, one round trip, and one transaction by itself.</summary>
internal sealed class PostgreSqlDialect : IStoreDialect
{
    // A loose index scan: one probe per lane, however many rows a lane has.
    private const string Lanes =
        """
        WITH RECURSIVE lane(key, due, tenant, channel) AS (
            (SELECT [d.LaneKey], [d.DueAt], [d.TenantId], [d.Channel] FROM [d] AS d WHERE [d.WorkState] = 0 ORDER BY [d.LaneKey], [d.DueAt] LIMIT 1)
            UNION ALL
            SELECT n.key, n.due, n.tenant, n.channel FROM lane CROSS JOIN LATERAL (
                SELECT [d.LaneKey] AS key, [d.DueAt] AS due, [d.TenantId] AS tenant, [d.Channel] AS channel
                FROM [d] AS d WHERE [d.WorkState] = 0 AND [d.LaneKey] > lane.key ORDER BY [d.LaneKey], [d.DueAt] LIMIT 1) n)
        SELECT key, due, tenant, channel FROM lane
        """;

    // Between one live dispatcher and the next, rather than each lease and then its dispatcher: what the live ones have finished leaves its entries in the index for as long as anybody's snapshot may need
    // them, and this passes over none of those.
    private const string Abandoned =
        """
        SELECT d.* FROM (
            SELECT epoch AS above, lead(epoch, 1, 9223372036854775807) OVER (ORDER BY epoch) AS below
            FROM (SELECT (-1)::bigint AS epoch UNION ALL SELECT [p.Epoch] FROM [p] AS p WHERE [p.ExpiresAt] > {0}) AS live) AS gap
        CROSS JOIN LATERAL (
            SELECT d.* FROM [d] AS d WHERE [d.WorkState] = 1 AND [d.OwnerEpoch] > gap.above AND [d.OwnerEpoch] < gap.below ORDER BY [d.OwnerEpoch], [d.Id] LIMIT {1}) AS d
        """;

    // MATERIALIZED and the array keep the planner from running the limited look-up again per row, which would update more rows than the limit. The rows are locked by then and stay where they are, so
    // their places lead to them; a place is one in its partition. Asking for the state again would tempt the planner to the index of what is queued, which it would walk once per row.
    // Message and content are looked up per row, which OFFSET keeps to: a join planned while the tables were small would go through the whole of either key.
    // The commit does not wait for the disk. The start mark's does, and what makes a mark durable makes the claim before it so; a claim that a crash of the server takes back may be made again by
    // somebody else, under the same token, and the owner in the guards of mark and result tells the two apart.
    private const string Claim =
        """
        WITH hasty AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true)),
        want AS (SELECT w.* FROM hasty CROSS JOIN unnest([@lanes], @counts, @floors) AS w(lane, quota, floor)),
        pick AS MATERIALIZED (
            SELECT due.part, due.tid FROM want CROSS JOIN LATERAL (
                SELECT d.tableoid AS part, d.ctid AS tid FROM [d] AS d WHERE [d.WorkState] = 0 AND [d.LaneKey] = want.lane AND [d.DueAt] >= want.floor AND [d.DueAt] <= @now
                ORDER BY [d.DueAt], [d.Id] LIMIT want.quota FOR UPDATE SKIP LOCKED) due),
        claimed AS (
            UPDATE [d] AS d SET [:d.WorkState] = 1, [:d.OwnerEpoch] = @epoch, [:d.LeaseToken] = [d.LeaseToken] + 1, [:d.StartedAt] = NULL
            WHERE d.ctid = ANY(ARRAY(SELECT tid FROM pick)) AND (d.tableoid, d.ctid) IN (SELECT part, tid FROM pick)
            RETURNING d.*)
        SELECT {columns} FROM claimed AS d
        CROSS JOIN LATERAL (SELECT * FROM [m] AS m WHERE [m.Id] = [d.Id] OFFSET 0) AS m
        LEFT JOIN LATERAL (SELECT * FROM [c] AS c WHERE [c.Id] = [d.Id] OFFSET 0) AS c ON true
        ORDER BY [d.DueAt], [d.Id]
        """;

    // By id and token only: naming the state or the owner would tempt the planner to the index of leased rows, whose dead entries it would walk. The look-up per row and the array keep it to the
    // key, whatever its statistics say. The rows are locked first, in the order they are given, so that what is counted is what is started.
    private const string Mine =
        """
        WITH v AS (
            SELECT * FROM unnest([@Id], @LeaseToken, @OwnerEpoch, @Attempt, @Connection, @KeyExpiresAt, @PossibleDuplicate, @Payload, @PersonId, @PersonVersion, @AddressId, @AddressVersion,
                @CapContact, @CapDay, @CapLimit, @Segments)
                AS v(id, token, owner, attempt, connection, key, duplicate, payload, person, person_version, address, address_version, cap, cap_day, cap_limit, segments)),
        mine AS MATERIALIZED (
            SELECT v.*, seen.ended, v.cap_limit > 0 AND seen.uncounted AS counts FROM v CROSS JOIN LATERAL (
                SELECT [d.StatusRank] >= 20 OR [d.CancelRequested] <> 0 AS ended, [d.CapDay] = 0 AS uncounted
                FROM [d] AS d WHERE [d.Id] = v.id AND [d.LeaseToken] = v.token AND [d.OwnerEpoch] = v.owner
                    AND [d.Attempt] IN (v.attempt, v.attempt - 1) AND [d.WorkState] <> 9 FOR UPDATE) AS seen),
        fit AS MATERIALIZED (
            SELECT mine.*, mine.ended OR (NOT EXISTS (SELECT 1 FROM [k] AS k WHERE [k.Id] = mine.person AND [k.Version] <> mine.person_version)
                AND NOT EXISTS (SELECT 1 FROM [k] AS k WHERE [k.Id] = mine.address AND [k.Version] <> mine.address_version)) AS fits
            FROM mine),
        """;

    private const string Uncapped = " verdicts AS MATERIALIZED (SELECT f.*, CASE WHEN f.ended THEN 0 WHEN NOT f.fits THEN 2 ELSE 1 END AS verdict FROM fit AS f),";

    // The counts are raised in order of their keys, so that two dispatchers never wait for each other.
    private const string Capped =
        """
         asked AS (SELECT cap, cap_day, cap_limit, count(*)::integer AS wanted FROM fit WHERE counts AND fits AND NOT ended GROUP BY cap, cap_day, cap_limit),
        counted AS (
            INSERT INTO [q] AS q ([:q.ContactId], [:q.Day], [:q.Used], [:q.Granted], [:q.Most])
            SELECT cap, cap_day, LEAST(wanted, cap_limit), LEAST(wanted, cap_limit), cap_limit FROM asked ORDER BY cap, cap_day
            ON CONFLICT ([:q.ContactId], [:q.Day]) DO UPDATE SET
                [:q.Used] = [q.Used] + LEAST(excluded.[:q.Used], GREATEST(excluded.[:q.Most] - [q.Used], 0)),
                [:q.Granted] = LEAST(excluded.[:q.Used], GREATEST(excluded.[:q.Most] - [q.Used], 0)),
                [:q.Most] = excluded.[:q.Most]
            RETURNING [:q.ContactId] AS cap, [:q.Day] AS cap_day, [:q.Granted] AS granted),
        verdicts AS MATERIALIZED (
            SELECT f.*, CASE WHEN f.ended THEN 0 WHEN NOT f.fits THEN 2
                WHEN f.counts AND row_number() OVER (PARTITION BY f.cap, f.cap_day, f.counts AND f.fits AND NOT f.ended ORDER BY f.id) > counted.granted THEN 3 ELSE 1 END AS verdict
            FROM fit AS f LEFT JOIN counted ON counted.cap = f.cap AND counted.cap_day = f.cap_day),
        """;

    private const string Started =
        """
         started AS (
            UPDATE [d] AS d SET
                [:d.WorkState] = CASE WHEN verdict = 1 THEN [d.WorkState] ELSE 9 END,
                [:d.Outcome] = CASE WHEN verdict = 1 THEN [d.Outcome] WHEN [d.StatusRank] >= 20 THEN 1 WHEN [d.CancelRequested] = 1 THEN 7 ELSE 6 END,
                [:d.OwnerEpoch] = CASE WHEN verdict = 1 THEN [d.OwnerEpoch] END,
                [:d.LeaseToken] = CASE WHEN verdict = 1 THEN [d.LeaseToken] ELSE [d.LeaseToken] + 1 END,
                [:d.FinishedAt] = CASE WHEN verdict = 1 THEN [d.FinishedAt] ELSE @now END,
                [:d.StartedAt] = CASE WHEN verdict = 1 THEN COALESCE([d.StartedAt], @now) ELSE [d.StartedAt] END,
                [:d.Attempt] = CASE WHEN verdict = 1 THEN v.attempt ELSE [d.Attempt] END,
                [:d.Connection] = CASE WHEN verdict = 1 THEN v.connection ELSE [d.Connection] END,
                [:d.KeyExpiresAt] = CASE WHEN verdict <> 1 THEN [d.KeyExpiresAt] WHEN [d.Connection] = v.connection THEN COALESCE([d.KeyExpiresAt], v.key) ELSE v.key END,
                [:d.PossibleDuplicate] = [d.PossibleDuplicate] OR (v.duplicate AND verdict = 1),
                [:d.CapDay] = CASE WHEN verdict = 1 AND v.counts THEN v.cap_day ELSE [d.CapDay] END,
                [:d.Segments] = CASE WHEN verdict = 1 THEN v.segments ELSE [d.Segments] END
            FROM verdicts AS v WHERE [d.Id] = ANY(ARRAY(SELECT id FROM verdicts WHERE verdict < 2)) AND [d.Id] = v.id
        """ + " " + PostgreSqlCounts.Returning + ")";

    private const string Frozen =
        """
        , frozen AS (
            UPDATE [c] AS c SET [:c.Payload] = v.payload FROM verdicts AS v
            WHERE [c.Id] = ANY(ARRAY(SELECT id FROM verdicts WHERE verdict = 1 AND payload IS NOT NULL)) AND [c.Id] = v.id AND [c.Payload] IS NULL)
        """;

    private const string Verdicts = " SELECT id, verdict FROM verdicts WHERE verdict > 0";

    // The two cases in which something came in between are those of DeliveryTransition.Merge: proof of acceptance, and a cancellation of what would go back to the queue.
    private const string Record =
        """
        WITH v AS (
            SELECT * FROM unnest(@Id, @LeaseToken, @OwnerEpoch, @Attempt, @WorkState, @Outcome, @StatusRank, @DueAt, @RetryCount, @RescueCount, @Ambiguous, @PossibleDuplicate, @ProviderMessageId)
                AS v(id, token, owner, attempt, state, outcome, rank, due, retries, rescues, ambiguous, duplicate, provider)),
        done AS (
            UPDATE [d] AS d SET
                [:d.WorkState] = CASE WHEN GREATEST([d.StatusRank], v.rank) >= 20 OR (v.state = 0 AND [d.CancelRequested] <> 0) THEN 9 ELSE v.state END,
                [:d.Outcome] = CASE WHEN GREATEST([d.StatusRank], v.rank) >= 20 THEN 1 WHEN v.state = 0 AND [d.CancelRequested] = 1 THEN 7
                    WHEN v.state = 0 AND [d.CancelRequested] <> 0 THEN 6 ELSE v.outcome END,
                [:d.FinishedAt] = CASE WHEN GREATEST([d.StatusRank], v.rank) >= 20 OR v.state = 9 OR (v.state = 0 AND [d.CancelRequested] <> 0) THEN @now END,
                [:d.StatusRank] = GREATEST([d.StatusRank], v.rank), [:d.DueAt] = v.due, [:d.RetryCount] = v.retries, [:d.RescueCount] = v.rescues,
                [:d.Ambiguous] = [d.Ambiguous] OR v.ambiguous, [:d.PossibleDuplicate] = [d.PossibleDuplicate] OR v.duplicate,
                [:d.DuplicateConfirmed] = [d.DuplicateConfirmed] OR COALESCE([d.ProviderMessageId] <> v.provider, false),
                [:d.ProviderMessageId] = COALESCE([d.ProviderMessageId], v.provider),
                [:d.OwnerEpoch] = NULL, [:d.LeaseToken] = [d.LeaseToken] + 1
            FROM v WHERE [d.Id] = ANY(ARRAY(SELECT id FROM v)) AND [d.Id] = v.id AND [d.LeaseToken] = v.token AND [d.OwnerEpoch] IS NOT DISTINCT FROM v.owner
                AND [d.Attempt] = v.attempt
        """ + " " + PostgreSqlCounts.Returning + ")";

    public ValueForm Form => ValueForm.Common;

    public string OnConflict => "ON CONFLICT DO NOTHING";

    public bool IsSingleStatement => true;

    public async Task<IReadOnlySet<Guid>> InsertAsync(DbSession session, IReadOnlyList<NewRequest> requests, CancellationToken cancellationToken)
    {
        using var command = PostgreSqlInsert.Create(session, requests);
        return await ReadIdsAsync(command, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<Lane>> FindLanesAsync(DbSession session, CancellationToken cancellationToken)
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

    public IQueryable<Delivery> FindAbandoned(DbSession session, DateTimeOffset now, int limit) =>
        session.Context.Set<Delivery>().FromSqlRaw(session.Names.Resolve(Abandoned), now, limit).IgnoreQueryFilters().AsNoTracking();

    public async Task<ClaimedRows> ClaimAsync(
        DbSession session, long epoch, IReadOnlyList<LaneQuota> quotas, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var command = session.CreateCommand(session.Names.Once(Claim, () => Claim.Replace("{columns}", RowReader.ClaimedColumns(session.Names), StringComparison.Ordinal)));
        Form.Add(command, "@epoch", ColumnKind.Int64, epoch);
        Form.Add(command, "@now", ColumnKind.Time, now);
        PostgreSqlArrays.Add(command, "@lanes", ColumnKind.Int64, [.. quotas.Select(q => (object?)q.Key)]);
        PostgreSqlArrays.Add(command, "@counts", ColumnKind.Int32, [.. quotas.Select(q => (object?)q.Count)]);
        PostgreSqlArrays.Add(command, "@floors", ColumnKind.Time, [.. quotas.Select(q => (object?)q.Floor)]);
        using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var claimed = new List<ClaimedMessage>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            claimed.Add(new RowReader(reader, Form).ReadClaimed());
        }

        return new ClaimedRows(claimed);
    }

    public async Task<IReadOnlyDictionary<Guid, StartVerdict>> StartAsync(DbSession session, IReadOnlyList<DeliveryStart> starts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var verdict = starts.Any(s => s.CapLimit > 0) ? Capped : Uncapped;
        var frozen = starts.Any(s => s.Payload is not null) ? Frozen : "";
        using var command = session.CreateCommand($"{Mine}{verdict}{Started}{frozen}{PostgreSqlCounts.OfEnded("started")}{Verdicts}");
        PostgreSqlCounts.AddId(session, command);
        Form.Add(command, "@now", ColumnKind.Time, now);
        PostgreSqlArrays.Add(command, [.. starts.OrderBy(s => s.Id)], BatchColumns.Starts);
        using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var verdicts = new Dictionary<Guid, StartVerdict>(starts.Count);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            verdicts[reader.GetGuid(0)] = (StartVerdict)reader.GetInt32(1);
        }

        return verdicts;
    }

    public async Task<RecordedChanges> RecordAsync(DbSession session, IReadOnlyList<DeliveryChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var attempts = changes.Where(c => c.Evidence is not null).Select(c => c.Evidence!).ToList();
        var decisions = changes.Where(c => c.Decision is not null).Select(c => c.Decision!).ToList();
        var statement = new StringBuilder(Record).Append(PostgreSqlCounts.OfEnded("done"));
        // A result whose recording was not answered is recorded again, as if for the first time.
        PostgreSqlInsert.AppendPart(session, statement, "a", RowColumns.Attempts, attempts.Count, "", mayExist: true);
        PostgreSqlInsert.AppendPart(session, statement, "x", RowColumns.Decisions, decisions.Count, "WHERE v.\"DeliveryId\" IN (SELECT [:d.Id] FROM done)", mayExist: true);
        statement.Append(" SELECT [:d.Id], EXISTS (SELECT 1 FROM [e] AS e WHERE [e.DeliveryId] IS NULL AND [e.ProviderMessageId] = ANY(@ProviderMessageId)) FROM done");
        using var command = session.CreateCommand(statement.ToString());
        Form.Add(command, "@now", ColumnKind.Time, now);
        PostgreSqlCounts.AddId(session, command);
        PostgreSqlArrays.Add(command, changes, BatchColumns.Changes);
        PostgreSqlArrays.Add(command, attempts, RowColumns.Attempts, "a");
        PostgreSqlArrays.Add(command, decisions, RowColumns.Decisions, "x");
        using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var (written, hasWaiting) = (new HashSet<Guid>(), false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            written.Add(reader.GetGuid(0));
            hasWaiting = reader.GetBoolean(1);
        }

        return new RecordedChanges(written, hasWaiting);
    }

    public Task<IReadOnlySet<(string Provider, string EventKey)>> InsertAsync(DbSession session, IReadOnlyList<MessageEvent> reports, CancellationToken cancellationToken) =>
        PostgreSqlReports.InsertAsync(session, reports, cancellationToken);

    public Task<IReadOnlySet<Guid>> UpdateAsync(DbSession session, IReadOnlyList<(Delivery Seen, Delivery Next)> changes, CancellationToken cancellationToken) =>
        PostgreSqlReports.UpdateAsync(session, changes, cancellationToken);

    private static async Task<IReadOnlySet<Guid>> ReadIdsAsync(DbCommand command, CancellationToken cancellationToken)
    {
        using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var ids = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }
}
