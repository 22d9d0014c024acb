namespace Messaging.Messages;

/// <summary>A change of verdict after planning: deferred, suppressed, rescued, replayed. Append-only; together with the plan of the message it explains what happened.</summary>
public sealed record DeliveryDecision
{
    /// <summary>The message's id.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>The lease token that the verdict was based on: with the code it makes the row unique, so that repeating a write adds nothing.</summary>
    public long LeaseToken { get; init; }

    /// <summary>The verdict.</summary>
    public required DecisionCode Code { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset DecidedAt { get; init; }

    /// <summary>The facts it was based on as text, without addresses or content; for a replay, who asked and why.</summary>
    public string? Facts { get; init; }
}
