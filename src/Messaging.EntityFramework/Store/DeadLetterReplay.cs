using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>The replay of a batch of dead letters: what <see cref="DeliveryTransition.Replay"/> says, of each row that is still as it was found.</summary>
internal static class DeadLetterReplay
{
    private const string Changes =
        """
        [:d.WorkState] = 0, [:d.Outcome] = 0, [:d.StatusRank] = 0, [:d.DueAt] = @Now, [:d.LeaseToken] = {0}[:d.LeaseToken] + 1, [:d.StartedAt] = NULL, [:d.Attempt] = 0, [:d.RetryCount] = 0,
        [:d.RescueCount] = 0, [:d.Generation] = {0}[:d.Generation] + 1, [:d.CancelRequested] = 0, [:d.Ambiguous] = @No,
        [:d.PossibleDuplicate] = CASE WHEN {0}[:d.Ambiguous] = @Yes THEN @Yes ELSE {0}[:d.PossibleDuplicate] END, [:d.KeyExpiresAt] = NULL, [:d.Connection] = '', [:d.ProviderMessageId] = NULL,
        [:d.FinishedAt] = NULL, [:d.CapDay] = 0, [:d.UseCurrentTemplate] = CASE WHEN @UseCurrent = @Yes THEN @Yes ELSE {0}[:d.UseCurrentTemplate] END
        """;

    // The rows are locked in the order of their keys, as everywhere, and looked at again once they are.
    private static readonly string Set =
        $"""
        WITH v AS (SELECT * FROM unnest(@Id, @LeaseToken, @ExpiresAt) AS v(id, token, expires)),
        mine AS MATERIALIZED (
            SELECT v.* FROM v JOIN [d] AS d ON [d.Id] = v.id AND [d.LeaseToken] = v.token AND [d.WorkState] = 9 AND [d.Outcome] IN (2, 3, 4, 5) ORDER BY v.id FOR UPDATE OF d),
        done AS (UPDATE [d] AS d SET {Changes.Replace("{0}", "d.", StringComparison.Ordinal)}, [:d.ExpiresAt] = mine.expires FROM mine WHERE [d.Id] = mine.id),
        thawed AS (UPDATE [c] AS c SET [:c.Payload] = NULL FROM mine WHERE [c.Id] = mine.id AND [c.Payload] IS NOT NULL),
        noted AS (
            INSERT INTO [x] ([:x.DeliveryId], [:x.LeaseToken], [:x.Code], [:x.DecidedAt], [:x.Facts]) SELECT id, token, @Code, @Now, @Facts FROM mine ON CONFLICT DO NOTHING)
        SELECT id FROM mine
        """;

    private static readonly string Row =
        $"UPDATE [d] SET {Changes.Replace("{0}", "", StringComparison.Ordinal)}, [:d.ExpiresAt] = @ExpiresAt WHERE [:d.Id] = @Id AND [:d.LeaseToken] = @LeaseToken AND [:d.WorkState] = 9 AND [:d.Outcome] IN (2, 3, 4, 5)";

    private const string Thaw = "UPDATE [c] SET [:c.Payload] = NULL WHERE [:c.Id] = @Id AND [:c.Payload] IS NOT NULL";

    private static readonly Column<FoundLetter> Id = new(nameof(FoundLetter.Id), ColumnKind.Guid, f => f.Id);
    private static readonly Column<FoundLetter>[] Found =
        [Id, new(nameof(FoundLetter.LeaseToken), ColumnKind.Int64, f => f.LeaseToken), new(nameof(FoundLetter.ExpiresAt), ColumnKind.Time, f => f.ExpiresAt)];

    /// <summary>Reads what a batch needs to know.</summary>
    public static async Task<IReadOnlyList<FoundLetter>> FindAsync(IQueryable<DeadLetter> letters, int limit, ReplayOrder order, CancellationToken cancellationToken)
    {
        var found = await letters
            .OrderBy(l => l.Delivery.FinishedAt)
            .ThenBy(l => l.Delivery.Id)
            .Take(limit)
            .Select(l => new { l.Delivery.Id, l.Delivery.LeaseToken, l.Delivery.TenantId, l.Delivery.Channel, l.Delivery.LaneKey, l.Delivery.Outcome, l.Delivery.FinishedAt, l.Message.Category })
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return [.. found.Select(f => new FoundLetter(
            f.Id, f.LeaseToken, new CountKey(f.TenantId, f.Channel, f.LaneKey, MessageIds.DayOf(f.Id), f.Outcome), f.FinishedAt!.Value, order.ExpiresAt(f.Category),
            new DeliveryDecision { DeliveryId = f.Id, LeaseToken = f.LeaseToken, Code = DecisionCode.ReplayRequested, DecidedAt = order.Now, Facts = order.Facts }))];
    }

    /// <summary>Writes a batch.</summary>
    /// <returns>The messages that are queued again.</returns>
    public static async Task<IReadOnlySet<Guid>> RunAsync(DbSession session, IReadOnlyList<FoundLetter> found, ReplayOrder order, CancellationToken cancellationToken)
    {
        var written = await (session.Dialect.IsSingleStatement ? RunAtOnceAsync(session, found, order, cancellationToken) : RunByRowAsync(session, found, order, cancellationToken)).ConfigureAwait(false);
        var tally = new CountTally();
        foreach (var letter in found.Where(f => written.Contains(f.Id)))
        {
            tally.Move(letter.Counted, DeliveryOutcome.None);
        }

        await CountChanges.WriteAsync(session, tally, cancellationToken).ConfigureAwait(false);
        return written;
    }

    private static async Task<IReadOnlySet<Guid>> RunAtOnceAsync(DbSession session, IReadOnlyList<FoundLetter> found, ReplayOrder order, CancellationToken cancellationToken)
    {
        using var command = session.CreateCommand(Set);
        foreach (var constant in Constants(order).Append(new("Code", ColumnKind.Text, _ => DecisionCode.ReplayRequested.Value)).Append(new("Facts", ColumnKind.Text, _ => order.Facts)))
        {
            session.Form.Add(command, "@" + constant.Name, constant.Kind, constant.Get(found[0]));
        }

        PostgreSqlArrays.Add(command, found, Found);
        using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var written = new HashSet<Guid>(found.Count);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            written.Add(reader.GetGuid(0));
        }

        return written;
    }

    private static async Task<IReadOnlySet<Guid>> RunByRowAsync(DbSession session, IReadOnlyList<FoundLetter> found, ReplayOrder order, CancellationToken cancellationToken)
    {
        using var replay = new RowStatement<FoundLetter>(session, Row, [.. Found, .. Constants(order)]);
        using var thaw = new RowStatement<FoundLetter>(session, Thaw, [Id]);
        using var decide = RowStatement<DeliveryDecision>.Insert(session, "x", RowColumns.Decisions, session.Dialect.OnConflict);
        var written = new HashSet<Guid>(found.Count);
        foreach (var letter in found.OrderBy(f => f.Id))
        {
            if (await replay.RunAsync(letter, cancellationToken).ConfigureAwait(false) > 0)
            {
                await thaw.RunAsync(letter, cancellationToken).ConfigureAwait(false);
                await decide.RunAsync(letter.Decision, cancellationToken).ConfigureAwait(false);
                written.Add(letter.Id);
            }
        }

        return written;
    }

    private static IEnumerable<Column<FoundLetter>> Constants(ReplayOrder order) =>
    [
        new("Now", ColumnKind.Time, _ => order.Now), new("Yes", ColumnKind.Boolean, _ => true), new("No", ColumnKind.Boolean, _ => false),
        new("UseCurrent", ColumnKind.Boolean, _ => order.UseCurrentTemplate),
    ];
}
