using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>The hot path row by row: guarded statements in standard SQL inside one transaction. SQLite runs it as fast as anything; other databases run it correctly.</summary>
internal abstract class RowDialect : IStoreDialect
{
    private const string Grant =
        """
        UPDATE [d] SET
            [:d.StartedAt] = COALESCE([:d.StartedAt], @Now), [:d.Attempt] = @Attempt, [:d.Connection] = @Connection,
            [:d.KeyExpiresAt] = CASE WHEN [:d.Connection] = @Connection THEN COALESCE([:d.KeyExpiresAt], @KeyExpiresAt) ELSE @KeyExpiresAt END,
            [:d.PossibleDuplicate] = CASE WHEN @PossibleDuplicate = @Yes THEN @Yes ELSE [:d.PossibleDuplicate] END,
            [:d.CapDay] = CASE WHEN [:d.CapDay] = 0 AND @CapLimit > 0 THEN @CapDay ELSE [:d.CapDay] END, [:d.Segments] = @Segments
        WHERE [:d.Id] = @Id AND [:d.LeaseToken] = @LeaseToken AND [:d.OwnerEpoch] = @OwnerEpoch AND [:d.Attempt] IN (@Attempt, @Attempt - 1) AND [:d.StatusRank] < 20 AND [:d.CancelRequested] = 0
            AND NOT EXISTS (SELECT 1 FROM [k] WHERE [:k.Id] = @PersonId AND [:k.Version] <> @PersonVersion)
            AND NOT EXISTS (SELECT 1 FROM [k] WHERE [:k.Id] = @AddressId AND [:k.Version] <> @AddressVersion)
        """;

    private const string Refuse =
        """
        UPDATE [d] SET
            [:d.WorkState] = 9, [:d.Outcome] = CASE WHEN [:d.StatusRank] >= 20 THEN 1 WHEN [:d.CancelRequested] = 1 THEN 7 ELSE 6 END,
            [:d.OwnerEpoch] = NULL, [:d.LeaseToken] = [:d.LeaseToken] + 1, [:d.FinishedAt] = @Now
        WHERE [:d.Id] = @Id AND [:d.LeaseToken] = @LeaseToken AND [:d.OwnerEpoch] = @OwnerEpoch AND [:d.Attempt] IN (@Attempt, @Attempt - 1) AND [:d.WorkState] <> 9 AND ([:d.StatusRank] >= 20 OR [:d.CancelRequested] <> 0)
        """;

    private const string Freeze = "UPDATE [c] SET [:c.Payload] = @Payload WHERE [:c.Id] = @Id AND [:c.Payload] IS NULL";

    // The two cases in which something came in between are those of DeliveryTransition.Merge: proof of acceptance, and a cancellation of what would go back to the queue.
    private const string Merge =
        """
        UPDATE [d] SET
            [:d.WorkState] = CASE WHEN [:d.StatusRank] >= 20 OR @StatusRank >= 20 OR (@WorkState = 0 AND [:d.CancelRequested] <> 0) THEN 9 ELSE @WorkState END,
            [:d.Outcome] = CASE WHEN [:d.StatusRank] >= 20 OR @StatusRank >= 20 THEN 1 WHEN @WorkState = 0 AND [:d.CancelRequested] = 1 THEN 7
                WHEN @WorkState = 0 AND [:d.CancelRequested] <> 0 THEN 6 ELSE @Outcome END,
            [:d.FinishedAt] = CASE WHEN [:d.StatusRank] >= 20 OR @StatusRank >= 20 OR @WorkState = 9 OR (@WorkState = 0 AND [:d.CancelRequested] <> 0) THEN @Now ELSE NULL END,
            [:d.StatusRank] = CASE WHEN [:d.StatusRank] > @StatusRank THEN [:d.StatusRank] ELSE @StatusRank END,
            [:d.DueAt] = @DueAt, [:d.RetryCount] = @RetryCount, [:d.RescueCount] = @RescueCount,
            [:d.Ambiguous] = CASE WHEN @Ambiguous = @Yes THEN @Yes ELSE [:d.Ambiguous] END,
            [:d.PossibleDuplicate] = CASE WHEN @PossibleDuplicate = @Yes THEN @Yes ELSE [:d.PossibleDuplicate] END,
            [:d.DuplicateConfirmed] = CASE WHEN [:d.ProviderMessageId] <> @ProviderMessageId THEN @Yes ELSE [:d.DuplicateConfirmed] END,
            [:d.ProviderMessageId] = COALESCE([:d.ProviderMessageId], @ProviderMessageId),
            [:d.OwnerEpoch] = NULL, [:d.LeaseToken] = [:d.LeaseToken] + 1
        WHERE [:d.Id] = @Id AND [:d.LeaseToken] = @LeaseToken AND ([:d.OwnerEpoch] = @OwnerEpoch OR ([:d.OwnerEpoch] IS NULL AND @OwnerEpoch IS NULL)) AND [:d.Attempt] = @Attempt
        """;

    public abstract ValueForm Form { get; }

    public abstract string OnConflict { get; }

    public bool IsSingleStatement => false;

    public async Task<IReadOnlySet<Guid>> InsertAsync(DbSession session, IReadOnlyList<NewRequest> requests, CancellationToken cancellationToken)
    {
        var stored = new HashSet<Guid>();
        using var messages = RowStatement<Message>.Insert(session, "m", RowColumns.Messages, OnConflict);
        using var contents = RowStatement<MessageContent>.Insert(session, "c", RowColumns.Contents, OnConflict);
        using var deliveries = RowStatement<Delivery>.Insert(session, "d", RowColumns.NewDeliveries, OnConflict, RowColumns.NewDeliveryConstants);
        var tally = new CountTally();
        using var attachments = RowStatement<StoredAttachment>.Insert(session, "t", RowColumns.Attachments, OnConflict);
        foreach (var request in requests)
        {
            if (!await TakeKeyAsync(session, request, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            stored.Add(request.Id);
            foreach (var row in request.Messages)
            {
                await messages.RunAsync(row.Message, cancellationToken).ConfigureAwait(false);
                await contents.RunAsync(row.Content, cancellationToken).ConfigureAwait(false);
                if (await deliveries.RunAsync(row.Delivery, cancellationToken).ConfigureAwait(false) > 0)
                {
                    tally.Store(row.Delivery);
                }
            }

            foreach (var attachment in request.Attachments)
            {
                await attachments.RunAsync(attachment, cancellationToken).ConfigureAwait(false);
            }
        }

        await CountChanges.WriteAsync(session, tally, cancellationToken).ConfigureAwait(false);
        return stored;
    }

    public abstract Task<IReadOnlyList<Lane>> FindLanesAsync(DbSession session, CancellationToken cancellationToken);

    public IQueryable<Delivery> FindAbandoned(DbSession session, DateTimeOffset now, int limit)
    {
        var dispatchers = session.Rows<DispatcherRow>();
        return session.Rows<Delivery>().Where(d => d.WorkState == WorkState.Leased && !dispatchers.Any(p => p.Epoch == d.OwnerEpoch && p.ExpiresAt > now));
    }

    public abstract Task<ClaimedRows> ClaimAsync(
        DbSession session, long epoch, IReadOnlyList<LaneQuota> quotas, DateTimeOffset now, CancellationToken cancellationToken);

    public async Task<IReadOnlyDictionary<Guid, StartVerdict>> StartAsync(DbSession session, IReadOnlyList<DeliveryStart> starts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var grant = new RowStatement<DeliveryStart>(session, Grant, WithConstants(BatchColumns.Starts, now, Grant));
        using var refuse = new RowStatement<DeliveryStart>(session, Refuse, WithConstants(BatchColumns.Starts, now, Refuse));
        using var freeze = new RowStatement<DeliveryStart>(session, Freeze, WithConstants(BatchColumns.Starts, now, Freeze));
        using var counts = new DailyCounts(session);
        var (verdicts, refused) = (new Dictionary<Guid, StartVerdict>(starts.Count), new List<Guid>());
        foreach (var start in starts.OrderBy(s => s.CapContact).ThenBy(s => s.Id))
        {
            var count = await counts.TakeAsync(start, cancellationToken).ConfigureAwait(false);
            if (count != CountVerdict.Full && await grant.RunAsync(start, cancellationToken).ConfigureAwait(false) > 0)
            {
                verdicts[start.Id] = StartVerdict.Granted;
                if (start.Payload is not null)
                {
                    await freeze.RunAsync(start, cancellationToken).ConfigureAwait(false);
                }

                continue;
            }

            if (count == CountVerdict.Taken)
            {
                await counts.GiveBackAsync(start, cancellationToken).ConfigureAwait(false);
            }

            if (await refuse.RunAsync(start, cancellationToken).ConfigureAwait(false) > 0)
            {
                refused.Add(start.Id);
            }
            else if (await IsOursAsync(session, start, cancellationToken).ConfigureAwait(false))
            {
                verdicts[start.Id] = count == CountVerdict.Full ? StartVerdict.Capped : StartVerdict.ContactChanged;
            }
        }

        await CountEndsAsync(session, refused, cancellationToken).ConfigureAwait(false);
        return verdicts;
    }

    public async Task<RecordedChanges> RecordAsync(DbSession session, IReadOnlyList<DeliveryChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var merge = new RowStatement<DeliveryChange>(session, Merge, WithConstants(BatchColumns.Changes, now, Merge));
        using var attempts = RowStatement<MessageAttempt>.Insert(session, "a", RowColumns.Attempts, OnConflict);
        using var decisions = RowStatement<DeliveryDecision>.Insert(session, "x", RowColumns.Decisions, OnConflict);
        var written = new HashSet<Guid>();
        foreach (var change in changes.OrderBy(c => c.Id))
        {
            if (change.Evidence is { } attempt && !await IsAppendedAsync(session, attempt, cancellationToken).ConfigureAwait(false))
            {
                await attempts.RunAsync(attempt, cancellationToken).ConfigureAwait(false);
            }

            if (await merge.RunAsync(change, cancellationToken).ConfigureAwait(false) == 0)
            {
                continue;
            }

            written.Add(change.Id);
            if (change.Decision is { } decision)
            {
                await decisions.RunAsync(decision, cancellationToken).ConfigureAwait(false);
            }
        }

        await CountEndsAsync(session, written, cancellationToken).ConfigureAwait(false);
        var known = changes.Where(c => c.Evidence?.ProviderMessageId is not null).Select(c => c.Evidence!.ProviderMessageId!).ToList();
        return new RecordedChanges(written, await ReportWriter.HasWaitingAsync(session, known, cancellationToken).ConfigureAwait(false));
    }

    public async Task<IReadOnlySet<(string Provider, string EventKey)>> InsertAsync(DbSession session, IReadOnlyList<MessageEvent> reports, CancellationToken cancellationToken)
    {
        using var insert = RowStatement<MessageEvent>.Insert(session, "e", RowColumns.Events, OnConflict);
        var added = new HashSet<(string, string)>(reports.Count);
        foreach (var report in reports)
        {
            if (await insert.RunAsync(report, cancellationToken).ConfigureAwait(false) > 0)
            {
                added.Add((report.Provider, report.EventKey));
            }
        }

        return added;
    }

    public async Task<IReadOnlySet<Guid>> UpdateAsync(DbSession session, IReadOnlyList<(Delivery Seen, Delivery Next)> changes, CancellationToken cancellationToken)
    {
        var written = new HashSet<Guid>(changes.Count);
        foreach (var (seen, next) in changes)
        {
            if (await DeliveryUpdate.TryAsync(session, seen, next, cancellationToken).ConfigureAwait(false))
            {
                written.Add(seen.Id);
            }
        }

        return written;
    }

    /// <summary>Claims the key of a request, if it has one.</summary>
    /// <returns>Whether the request's rows are to be stored.</returns>
    protected abstract Task<bool> TakeKeyAsync(DbSession session, NewRequest request, CancellationToken cancellationToken);

    /// <summary>Whether an attempt was appended before, for databases whose insert cannot pass over it.</summary>
    protected virtual Task<bool> IsAppendedAsync(DbSession session, MessageAttempt attempt, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>Counts those of some deliveries, which were open, that have ended by now.</summary>
    protected virtual Task CountEndsAsync(DbSession session, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => CountChanges.WriteEndsAsync(session, ids, cancellationToken);

    private static Task<bool> IsOursAsync(DbSession session, DeliveryStart start, CancellationToken cancellationToken) => session.Rows<Delivery>()
        .AnyAsync(d => d.Id == start.Id && d.LeaseToken == start.LeaseToken && d.OwnerEpoch == start.OwnerEpoch && (d.Attempt == start.Attempt || d.Attempt == start.Attempt - 1), cancellationToken);

    private static Column<T>[] WithConstants<T>(IEnumerable<Column<T>> columns, DateTimeOffset now, string statement) =>
    [
        .. columns.Concat([new("Now", ColumnKind.Time, _ => now), new("Yes", ColumnKind.Boolean, _ => true)])
            .Where(c => statement.Contains("@" + c.Name, StringComparison.Ordinal)),
    ];
}
