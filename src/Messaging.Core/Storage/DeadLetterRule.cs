using System.Linq.Expressions;
using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>The one meaning of a <see cref="DeadLetterQuery"/>, in a form that memory and databases can evaluate. Its decision is apart, since it is in a table of its own.</summary>
internal static class DeadLetterRule
{
    /// <summary>The deliveries that <see cref="DeliveryTransition.CanReplay"/> is about, written as the filter of their index.</summary>
    public static Expression<Func<Delivery, bool>> IsDead { get; } = d => d.WorkState == WorkState.Done
        && (d.Outcome == DeliveryOutcome.Rejected || d.Outcome == DeliveryOutcome.Exhausted || d.Outcome == DeliveryOutcome.Poison || d.Outcome == DeliveryOutcome.Unknown);

    /// <summary>What must hold of a delivery.</summary>
    public static IEnumerable<Expression<Func<Delivery, bool>>> OfDelivery(DeadLetterQuery query)
    {
        yield return IsDead;
        yield return d => d.TenantId == query.Tenant;
        if (query.Channel is { } channel)
        {
            yield return d => d.Channel == channel;
        }

        if (query.Outcome is { } outcome)
        {
            yield return d => d.Outcome == outcome;
        }

        if (query.Connection is { } connection)
        {
            yield return d => d.Connection == connection;
        }

        if (query.From is { } from)
        {
            yield return d => d.FinishedAt >= from;
        }

        if (query.Until is { } until)
        {
            yield return d => d.FinishedAt < until;
        }
    }

    /// <summary>What must hold of the message and its last attempt.</summary>
    public static IEnumerable<Expression<Func<DeadLetter, bool>>> OfLetter(DeadLetterQuery query)
    {
        if (query.Template is { } template)
        {
            yield return l => l.Message.TemplateCode == template;
        }

        if (query.FailureKind is { } kind)
        {
            yield return l => l.LastAttempt != null && l.LastAttempt.FailureKind == kind;
        }

        if (query.FailureCode is { } code)
        {
            yield return l => l.LastAttempt != null && l.LastAttempt.FailureCode == code;
        }
    }

    /// <summary>What comes after a place, in the order of time or against it. The bound on the time alone is what an index is entered with.</summary>
    public static Expression<Func<Delivery, bool>> After(DeadLetterPosition place, bool oldestFirst)
    {
        var (at, id) = (place.FinishedAt, place.Id);
        return oldestFirst
            ? d => d.FinishedAt >= at && (d.FinishedAt > at || d.Id.CompareTo(id) > 0)
            : d => d.FinishedAt <= at && (d.FinishedAt < at || d.Id.CompareTo(id) < 0);
    }
}
