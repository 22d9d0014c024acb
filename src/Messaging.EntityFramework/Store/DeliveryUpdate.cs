using Messaging.Messages;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Writes a new state of one delivery on condition that nobody changed it since it was read. For what is rare; the hot path has statements of its own.</summary>
internal static class DeliveryUpdate
{
    /// <summary>Tries to replace what was read.</summary>
    /// <returns>Whether the row was still as it was read.</returns>
    public static async Task<bool> TryAsync(DbSession session, Delivery seen, Delivery next, CancellationToken cancellationToken)
    {
        var touched = await session.Rows<Delivery>()
            .Where(d => d.Id == seen.Id && d.LeaseToken == seen.LeaseToken && d.Attempt == seen.Attempt && d.StatusRank == seen.StatusRank
                && d.CancelRequested == seen.CancelRequested && d.OpenCount == seen.OpenCount && d.ClickCount == seen.ClickCount
                && d.DeliveredAt == seen.DeliveredAt && d.ComplainedAt == seen.ComplainedAt && d.UnsubscribedAt == seen.UnsubscribedAt
                && d.ProviderMessageId == seen.ProviderMessageId && d.DuplicateConfirmed == seen.DuplicateConfirmed)
            .ExecuteUpdateAsync(
                s => s.SetProperty(d => d.WorkState, next.WorkState)
                    .SetProperty(d => d.Outcome, next.Outcome)
                    .SetProperty(d => d.StatusRank, next.StatusRank)
                    .SetProperty(d => d.DueAt, next.DueAt)
                    .SetProperty(d => d.ExpiresAt, next.ExpiresAt)
                    .SetProperty(d => d.OwnerEpoch, next.OwnerEpoch)
                    .SetProperty(d => d.LeaseToken, next.LeaseToken)
                    .SetProperty(d => d.StartedAt, next.StartedAt)
                    .SetProperty(d => d.Attempt, next.Attempt)
                    .SetProperty(d => d.RetryCount, next.RetryCount)
                    .SetProperty(d => d.Generation, next.Generation)
                    .SetProperty(d => d.RescueCount, next.RescueCount)
                    .SetProperty(d => d.CancelRequested, next.CancelRequested)
                    .SetProperty(d => d.Ambiguous, next.Ambiguous)
                    .SetProperty(d => d.PossibleDuplicate, next.PossibleDuplicate)
                    .SetProperty(d => d.DuplicateConfirmed, next.DuplicateConfirmed)
                    .SetProperty(d => d.KeyExpiresAt, next.KeyExpiresAt)
                    .SetProperty(d => d.Connection, next.Connection)
                    .SetProperty(d => d.ProviderMessageId, next.ProviderMessageId)
                    .SetProperty(d => d.FinishedAt, next.FinishedAt)
                    .SetProperty(d => d.DeliveredAt, next.DeliveredAt)
                    .SetProperty(d => d.OpenedAt, next.OpenedAt)
                    .SetProperty(d => d.OpenCount, next.OpenCount)
                    .SetProperty(d => d.ClickedAt, next.ClickedAt)
                    .SetProperty(d => d.ClickCount, next.ClickCount)
                    .SetProperty(d => d.ComplainedAt, next.ComplainedAt)
                    .SetProperty(d => d.UnsubscribedAt, next.UnsubscribedAt)
                    .SetProperty(d => d.CapDay, next.CapDay),
                cancellationToken)
            .ConfigureAwait(false);
        return touched == 1;
    }

    /// <summary>Appends a decision that was not appended before.</summary>
    public static async Task AppendAsync(DbSession session, DeliveryDecision decision, CancellationToken cancellationToken)
    {
        var known = await session.Rows<DeliveryDecision>()
            .AnyAsync(x => x.DeliveryId == decision.DeliveryId && x.LeaseToken == decision.LeaseToken && x.Code == decision.Code, cancellationToken)
            .ConfigureAwait(false);
        if (!known)
        {
            using var insert = RowStatement<DeliveryDecision>.Insert(session, "x", RowColumns.Decisions, session.Dialect.OnConflict);
            await insert.RunAsync(decision, cancellationToken).ConfigureAwait(false);
        }
    }
}
