using System.Linq.Expressions;

namespace Messaging.Messages;

/// <summary>The one rule that turns work state, outcome and rank into a status, in both directions: a delivery's status, and the deliveries that have a status.</summary>
public static class DeliveryStatusRule
{
    /// <summary>The status of a delivery.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="now">The moment, which tells scheduled from queued.</param>
    public static DeliveryStatus Of(Delivery delivery, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return delivery.StatusRank >= StatusRank.Accepted ? OfRank(delivery.StatusRank) : delivery.WorkState switch
        {
            WorkState.Queued => delivery.DueAt > now && delivery.Attempt == 0 ? DeliveryStatus.Scheduled : DeliveryStatus.Queued,
            WorkState.Leased => delivery.StartedAt is null ? DeliveryStatus.Queued : DeliveryStatus.Sending,
            WorkState.Parked => DeliveryStatus.Unknown,
            _ => OfOutcome(delivery.Outcome),
        };
    }

    /// <summary>A filter for the deliveries that have a status, in a form that databases can evaluate.</summary>
    /// <param name="status">The status.</param>
    /// <param name="now">The moment, which tells scheduled from queued.</param>
    public static Expression<Func<Delivery, bool>> Matching(DeliveryStatus status, DateTimeOffset now) => status switch
    {
        DeliveryStatus.Scheduled => d => d.StatusRank < StatusRank.Accepted && d.WorkState == WorkState.Queued && d.DueAt > now && d.Attempt == 0,
        DeliveryStatus.Queued => d => d.StatusRank < StatusRank.Accepted
            && ((d.WorkState == WorkState.Queued && (d.DueAt <= now || d.Attempt != 0)) || (d.WorkState == WorkState.Leased && d.StartedAt == null)),
        DeliveryStatus.Sending => d => d.StatusRank < StatusRank.Accepted && d.WorkState == WorkState.Leased && d.StartedAt != null,
        DeliveryStatus.Sent => d => d.StatusRank >= StatusRank.Accepted && d.StatusRank < StatusRank.Failed,
        DeliveryStatus.Delivered => d => d.StatusRank >= StatusRank.Delivered && d.StatusRank < StatusRank.Read,
        DeliveryStatus.Read => d => d.StatusRank >= StatusRank.Read && d.StatusRank < StatusRank.Dropped,
        DeliveryStatus.Bounced => d => d.StatusRank >= StatusRank.Bounced,
        DeliveryStatus.Failed => d => (d.StatusRank >= StatusRank.Failed && d.StatusRank < StatusRank.Delivered)
            || (d.StatusRank >= StatusRank.Dropped && d.StatusRank < StatusRank.Bounced)
            || (d.StatusRank < StatusRank.Accepted && d.WorkState == WorkState.Done
                && (d.Outcome == DeliveryOutcome.Rejected || d.Outcome == DeliveryOutcome.Exhausted || d.Outcome == DeliveryOutcome.Poison)),
        DeliveryStatus.Unknown => d => d.StatusRank < StatusRank.Accepted
            && (d.WorkState == WorkState.Parked || (d.WorkState == WorkState.Done && d.Outcome == DeliveryOutcome.Unknown)),
        DeliveryStatus.Suppressed => d => d.StatusRank < StatusRank.Accepted && d.WorkState == WorkState.Done && d.Outcome == DeliveryOutcome.Suppressed,
        DeliveryStatus.Cancelled => d => d.StatusRank < StatusRank.Accepted && d.WorkState == WorkState.Done && d.Outcome == DeliveryOutcome.Cancelled,
        DeliveryStatus.Expired => d => d.StatusRank < StatusRank.Accepted && d.WorkState == WorkState.Done && d.Outcome == DeliveryOutcome.Expired,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "This is not a status."),
    };

    private static DeliveryStatus OfRank(short rank) => rank switch
    {
        >= StatusRank.Bounced => DeliveryStatus.Bounced,
        >= StatusRank.Dropped => DeliveryStatus.Failed,
        >= StatusRank.Read => DeliveryStatus.Read,
        >= StatusRank.Delivered => DeliveryStatus.Delivered,
        >= StatusRank.Failed => DeliveryStatus.Failed,
        _ => DeliveryStatus.Sent,
    };

    private static DeliveryStatus OfOutcome(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Accepted => DeliveryStatus.Sent,
        DeliveryOutcome.Unknown => DeliveryStatus.Unknown,
        DeliveryOutcome.Suppressed => DeliveryStatus.Suppressed,
        DeliveryOutcome.Cancelled => DeliveryStatus.Cancelled,
        DeliveryOutcome.Expired => DeliveryStatus.Expired,
        _ => DeliveryStatus.Failed,
    };
}
