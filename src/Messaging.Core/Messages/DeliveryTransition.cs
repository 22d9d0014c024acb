using Messaging.Channels;

namespace Messaging.Messages;

/// <summary>The life cycle of a delivery as pure functions: every status that follows from an outcome, an event, a rescue or an operator's call is computed here.</summary>
/// <remarks>
/// The only other code that changes a work state is set-based, in the stores: claim, start mark and cancel. The store conformance suite pins those to the functions here.
/// <c>docs/states.md</c> draws all transitions.
/// </remarks>
public static partial class DeliveryTransition
{
    /// <summary>What follows from an attempt.</summary>
    /// <param name="delivery">The delivery as it was when the attempt started.</param>
    /// <param name="outcome">What the adapter knows.</param>
    /// <param name="evidence">The attempt to append.</param>
    /// <param name="rules">The numbers.</param>
    /// <param name="now">The time the outcome was known.</param>
    /// <param name="random">Places the retry within its spread, from 0 to 1.</param>
    /// <param name="isElsewhere">Whether another connection can take it at once, if this one certainly did not.</param>
    public static DeliveryChange Complete(
        Delivery delivery, SendOutcome outcome, MessageAttempt? evidence, DeliveryRules rules, DateTimeOffset now, double random, bool isElsewhere = false)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(rules);
        var change = outcome.Kind switch
        {
            SendOutcomeKind.Accepted => End(delivery, DeliveryOutcome.Accepted) with
            {
                StatusRank = Messages.StatusRank.Accepted,
                ProviderMessageId = outcome.ProviderMessageId,
            },
            SendOutcomeKind.Rejected => End(delivery, DeliveryOutcome.Rejected),
            SendOutcomeKind.Retry or SendOutcomeKind.Throttled when isElsewhere && now < delivery.ExpiresAt && !delivery.Ambiguous =>
                Release(delivery, now, Decide(delivery, DecisionCode.RetryOtherConnection, now, $"{delivery.Connection}: {outcome.Failure?.Code}")),
            SendOutcomeKind.Retry => Repeat(delivery, outcome, rules, now, random),
            SendOutcomeKind.Throttled => Postpone(delivery, now + (outcome.RetryAfter ?? rules.ConfigurationPause), DecisionCode.DeferThrottled, now),
            _ => Park(delivery, rules, now, random),
        };
        return change with { Evidence = evidence };
    }

    /// <summary>Gives a claimed delivery back before anything was sent; no attempt is used up.</summary>
    /// <param name="delivery">The delivery as it was claimed.</param>
    /// <param name="dueAt">When it may be claimed again.</param>
    /// <param name="decision">The verdict to append, or null when none changed, as at shutdown.</param>
    public static DeliveryChange Release(Delivery delivery, DateTimeOffset dueAt, DeliveryDecision? decision = null)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return From(delivery, WorkState.Queued, DeliveryOutcome.None) with { DueAt = dueAt, Decision = decision };
    }

    /// <summary>Ends a delivery that will not be sent.</summary>
    /// <param name="delivery">The delivery as it was seen.</param>
    /// <param name="outcome">How it ends. If an attempt may have arrived, anything but a cancellation ends as unknown: the honest answer.</param>
    /// <param name="code">The verdict.</param>
    /// <param name="now">The time of the verdict.</param>
    /// <param name="facts">What it was based on.</param>
    public static DeliveryChange Refuse(Delivery delivery, DeliveryOutcome outcome, DecisionCode code, DateTimeOffset now, string? facts = null)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return End(delivery, outcome) with { Decision = Decide(delivery, code, now, facts) };
    }

    /// <summary>The row after a change is written over it: what every store does when the guards match.</summary>
    /// <param name="current">The row as it is.</param>
    /// <param name="change">The change.</param>
    /// <param name="now">The time of the write.</param>
    public static Delivery Merge(Delivery current, DeliveryChange change, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(change);
        var rank = Math.Max(current.StatusRank, change.StatusRank);
        var (state, outcome) = rank >= Messages.StatusRank.Accepted
            ? (WorkState.Done, DeliveryOutcome.Accepted)
            : change.WorkState == WorkState.Queued && current.CancelRequested != CancelReason.None
                ? (WorkState.Done, OutcomeOf(current.CancelRequested))
                : (change.WorkState, change.Outcome);
        return current with
        {
            WorkState = state,
            Outcome = outcome,
            StatusRank = rank,
            DueAt = change.DueAt,
            RetryCount = change.RetryCount,
            RescueCount = change.RescueCount,
            Ambiguous = current.Ambiguous || change.Ambiguous,
            PossibleDuplicate = current.PossibleDuplicate || change.PossibleDuplicate,
            DuplicateConfirmed = current.DuplicateConfirmed || Differ(current.ProviderMessageId, change.ProviderMessageId),
            ProviderMessageId = current.ProviderMessageId ?? change.ProviderMessageId,
            OwnerEpoch = null,
            LeaseToken = current.LeaseToken + 1,
            FinishedAt = state == WorkState.Done ? now : null,
        };
    }

    private static DeliveryChange Repeat(Delivery delivery, SendOutcome outcome, DeliveryRules rules, DateTimeOffset now, double random)
    {
        if (outcome.Failure?.Kind == FailureKind.Configuration)
        {
            var pause = outcome.RetryAfter > rules.ConfigurationPause ? outcome.RetryAfter.Value : rules.ConfigurationPause;
            return Postpone(delivery, now + pause, DecisionCode.DeferConnectionPaused, now, outcome.Failure.Code);
        }

        var delay = rules.Retries.Next(delivery.RetryCount, random, outcome.RetryAfter);
        return delay is null || now + delay >= delivery.ExpiresAt
            ? End(delivery, DeliveryOutcome.Exhausted)
            : From(delivery, WorkState.Queued, DeliveryOutcome.None) with { DueAt = now + delay.Value, RetryCount = (short)(delivery.RetryCount + 1) };
    }

    private static DeliveryChange Postpone(Delivery delivery, DateTimeOffset dueAt, DecisionCode code, DateTimeOffset now, string? facts = null) =>
        dueAt >= delivery.ExpiresAt
            ? Refuse(delivery, DeliveryOutcome.Expired, DecisionCode.ExpireLate, now, $"{code.Value} until {dueAt:O}")
            : Release(delivery, dueAt, Decide(delivery, code, now, facts));

    private static DeliveryChange Park(Delivery delivery, DeliveryRules rules, DateTimeOffset now, double random) =>
        From(delivery, WorkState.Parked, DeliveryOutcome.None) with { Ambiguous = true, DueAt = WaitForProof(delivery, rules, now, random) };

    // Under a key that the provider honours nothing is gained by waiting for proof, so the ordinary retry delay applies; a crash (random 0, first delay) is repeated as soon.
    private static DateTimeOffset WaitForProof(Delivery delivery, DeliveryRules rules, DateTimeOffset now, double? random)
    {
        var retry = random is null ? TimeSpan.Zero : rules.Retries.Next(delivery.RetryCount, random.Value) ?? TimeSpan.Zero;
        if (delivery.KeyExpiresAt > now + retry)
        {
            return now + retry;
        }

        return now + (delivery.Policy == DeliveryPolicy.AtLeastOnce ? rules.ProofGrace : rules.UnknownAfter);
    }

    private static DeliveryChange End(Delivery delivery, DeliveryOutcome outcome) =>
        From(delivery, WorkState.Done, delivery.Ambiguous && outcome is not (DeliveryOutcome.Accepted or DeliveryOutcome.Cancelled) ? DeliveryOutcome.Unknown : outcome);

    private static DeliveryChange From(Delivery delivery, WorkState state, DeliveryOutcome outcome) => new()
    {
        Id = delivery.Id,
        LeaseToken = delivery.LeaseToken,
        OwnerEpoch = delivery.OwnerEpoch,
        Attempt = delivery.Attempt,
        WorkState = state,
        Outcome = outcome,
        DueAt = delivery.DueAt,
        RetryCount = delivery.RetryCount,
        RescueCount = delivery.RescueCount,
    };

    private static DeliveryDecision Decide(Delivery delivery, DecisionCode code, DateTimeOffset now, string? facts = null) =>
        new() { DeliveryId = delivery.Id, LeaseToken = delivery.LeaseToken, Code = code, DecidedAt = now, Facts = facts };

    private static DeliveryOutcome OutcomeOf(CancelReason reason) =>
        reason == CancelReason.Requested ? DeliveryOutcome.Cancelled : DeliveryOutcome.Suppressed;

    private static bool Differ(string? known, string? other) => known is not null && other is not null && !string.Equals(known, other, StringComparison.Ordinal);
}
