namespace Messaging.Messages;

public static partial class DeliveryTransition
{
    /// <summary>The row after a claim. Stores do this set-based; the function says what they must produce.</summary>
    /// <param name="delivery">A queued delivery that is due.</param>
    /// <param name="epoch">The dispatcher that claims it.</param>
    public static Delivery Claim(Delivery delivery, long epoch)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return delivery with { WorkState = WorkState.Leased, OwnerEpoch = epoch, LeaseToken = delivery.LeaseToken + 1, StartedAt = null };
    }

    /// <summary>The row after a start mark, or null when its guards do not match and nothing may be written.</summary>
    /// <param name="delivery">The row as it is.</param>
    /// <param name="start">The start mark.</param>
    /// <param name="now">The time of the write.</param>
    /// <returns>
    /// Still leased and started: the provider may be called. Done: proof or a cancellation came first, nothing is sent. Repeating the same mark gives the same row and counts once.
    /// </returns>
    public static Delivery? Start(Delivery delivery, DeliveryStart start, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(start);
        if (delivery.LeaseToken != start.LeaseToken || delivery.OwnerEpoch != start.OwnerEpoch || (delivery.Attempt != start.Attempt && delivery.Attempt != start.Attempt - 1))
        {
            return null;
        }

        if (delivery.StatusRank >= Messages.StatusRank.Accepted || delivery.CancelRequested != CancelReason.None)
        {
            return delivery with
            {
                WorkState = WorkState.Done,
                Outcome = delivery.StatusRank >= Messages.StatusRank.Accepted ? DeliveryOutcome.Accepted : OutcomeOf(delivery.CancelRequested),
                OwnerEpoch = null,
                LeaseToken = delivery.LeaseToken + 1,
                FinishedAt = now,
            };
        }

        return delivery with
        {
            StartedAt = delivery.StartedAt ?? now,
            Attempt = start.Attempt,
            Connection = start.Connection,
            KeyExpiresAt = KeyOf(delivery, start),
            PossibleDuplicate = delivery.PossibleDuplicate || start.PossibleDuplicate,
            CapDay = delivery.CapDay == 0 && start.IsCounted ? start.CapDay : delivery.CapDay,
            Segments = start.Segments,
        };
    }

    // A key is remembered by the provider that was given it, and by no other.
    internal static DateTimeOffset? KeyOf(Delivery delivery, DeliveryStart start) =>
        string.Equals(delivery.Connection, start.Connection, StringComparison.Ordinal) ? delivery.KeyExpiresAt ?? start.KeyExpiresAt : start.KeyExpiresAt;

    /// <summary>The row after a request to cancel, or null when it is too late: the provider may have been called already, or the delivery is finished.</summary>
    /// <param name="delivery">The row as it is.</param>
    /// <param name="now">The time of the write.</param>
    public static Delivery? Cancel(Delivery delivery, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return delivery.WorkState switch
        {
            WorkState.Queued or WorkState.Parked => delivery with
            {
                WorkState = WorkState.Done,
                Outcome = DeliveryOutcome.Cancelled,
                CancelRequested = CancelReason.Requested,
                LeaseToken = delivery.LeaseToken + 1,
                FinishedAt = now,
            },
            WorkState.Leased when delivery.StartedAt is null => delivery with
            {
                CancelRequested = delivery.CancelRequested == CancelReason.None ? CancelReason.Requested : delivery.CancelRequested,
            },
            _ => null,
        };
    }
}
