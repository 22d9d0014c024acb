namespace Messaging.Messages;

public static partial class DeliveryTransition
{
    /// <summary>Takes a delivery from a dispatcher that disappeared, or from an attempt that hangs.</summary>
    /// <param name="delivery">The leased delivery as it was seen.</param>
    /// <param name="rules">The numbers.</param>
    /// <param name="now">The time of the rescue.</param>
    /// <param name="apart">How long it waits for others that were rescued as often, and from the same dispatcher, to go first; null if there are none. Which of them ends processes shows
    /// only when each goes alone, so until then none is poison.</param>
    /// <returns>Back in the queue if nothing was sent, poison after too many rescues; otherwise parked as unknown, never silently requeued.</returns>
    public static DeliveryChange Rescue(Delivery delivery, DeliveryRules rules, DateTimeOffset now, TimeSpan? apart = null)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(rules);
        var rescues = (short)(delivery.RescueCount + 1);
        if (delivery.StartedAt is not null)
        {
            return From(delivery, WorkState.Parked, DeliveryOutcome.None) with
            {
                Ambiguous = true,
                DueAt = WaitForProof(delivery, rules, now, null) + (apart ?? TimeSpan.Zero),
                RescueCount = rescues,
                Decision = Decide(delivery, DecisionCode.RescueUnknown, now, $"attempt {delivery.Generation}.{delivery.Attempt}"),
            };
        }

        return rescues >= rules.MaxRescues && apart is null
            ? Refuse(delivery, DeliveryOutcome.Poison, DecisionCode.FailPoison, now, $"rescued {rescues} times") with { RescueCount = rescues }
            : Release(delivery, apart is null ? delivery.DueAt : now + apart.Value, Decide(delivery, DecisionCode.RescueNotStarted, now)) with { RescueCount = rescues };
    }

    /// <summary>Decides about a parked delivery for which no proof arrived in time.</summary>
    /// <param name="delivery">The parked delivery as it was seen.</param>
    /// <param name="rules">The numbers.</param>
    /// <param name="now">The time of the decision.</param>
    /// <returns>Sent again under a valid key, or flagged as a possible duplicate where policy allows; otherwise ended as unknown.</returns>
    public static DeliveryChange Resolve(Delivery delivery, DeliveryRules rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(rules);
        var underKey = delivery.KeyExpiresAt > now;
        var allowed = underKey || delivery.Policy == DeliveryPolicy.AtLeastOnce;
        if (!allowed || delivery.RetryCount >= rules.Retries.Delays.Count || now >= delivery.ExpiresAt || delivery.CancelRequested != CancelReason.None)
        {
            return Refuse(delivery, DeliveryOutcome.Unknown, DecisionCode.EndUnknown, now, $"retries used: {delivery.RetryCount}, policy: {delivery.Policy}");
        }

        return From(delivery, WorkState.Queued, DeliveryOutcome.None) with
        {
            DueAt = now,
            RetryCount = (short)(delivery.RetryCount + 1),
            PossibleDuplicate = !underKey,
            Decision = Decide(delivery, underKey ? DecisionCode.RetryUnderKey : DecisionCode.RetryPossibleDuplicate, now),
        };
    }

    /// <summary>Ends a queued delivery whose time has passed.</summary>
    /// <param name="delivery">The delivery as it was seen.</param>
    /// <param name="now">The time of the decision.</param>
    public static DeliveryChange Expire(Delivery delivery, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return Refuse(delivery, DeliveryOutcome.Expired, DecisionCode.ExpireLate, now, $"due {delivery.DueAt:O}, expired {delivery.ExpiresAt:O}");
    }

    /// <summary>Whether an operator may replay a delivery: it failed or is unknown, and is finished.</summary>
    /// <param name="delivery">The delivery.</param>
    public static bool CanReplay(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return delivery is
        {
            WorkState: WorkState.Done,
            Outcome: DeliveryOutcome.Rejected or DeliveryOutcome.Exhausted or DeliveryOutcome.Poison or DeliveryOutcome.Unknown,
        };
    }

    /// <summary>Starts a new generation of a finished delivery: new idempotency key, all counters from zero. What the old generation left open stays with its attempts.</summary>
    /// <param name="delivery">A delivery for which <see cref="CanReplay"/> holds.</param>
    /// <param name="expiresAt">When the new generation becomes worthless.</param>
    /// <param name="now">The time of the call.</param>
    /// <param name="useCurrentTemplate">Whether to render with the template's current version from now on.</param>
    public static Delivery Replay(Delivery delivery, DateTimeOffset expiresAt, DateTimeOffset now, bool useCurrentTemplate = false)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return delivery with
        {
            WorkState = WorkState.Queued,
            Outcome = DeliveryOutcome.None,
            StatusRank = Messages.StatusRank.None,
            DueAt = now,
            ExpiresAt = expiresAt,
            LeaseToken = delivery.LeaseToken + 1,
            StartedAt = null,
            Attempt = 0,
            RetryCount = 0,
            RescueCount = 0,
            Generation = (short)(delivery.Generation + 1),
            CancelRequested = CancelReason.None,
            Ambiguous = false,
            PossibleDuplicate = delivery.PossibleDuplicate || delivery.Ambiguous,
            KeyExpiresAt = null,
            Connection = "",
            ProviderMessageId = null,
            FinishedAt = null,
            CapDay = 0,
            UseCurrentTemplate = delivery.UseCurrentTemplate || useCurrentTemplate,
        };
    }
}
