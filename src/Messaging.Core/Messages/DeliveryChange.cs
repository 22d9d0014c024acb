namespace Messaging.Messages;

/// <summary>A change of a delivery, computed from what was seen of it, with the guard that makes it safe to write later, and what to append beside it.</summary>
/// <remarks>
/// The change is written only if the row still has <see cref="LeaseToken"/>, <see cref="OwnerEpoch"/> and <see cref="Attempt"/>; otherwise somebody else decided meanwhile, and only evidence is kept.
/// <see cref="DeliveryTransition.Merge"/> says what a store writes when evidence or a cancellation arrived in between.
/// </remarks>
public sealed record DeliveryChange
{
    /// <summary>The delivery.</summary>
    public required Guid Id { get; init; }

    /// <summary>Guard: the lease token that was seen.</summary>
    public required long LeaseToken { get; init; }

    /// <summary>Guard: the dispatcher that was seen to hold it, or null for none.</summary>
    public required long? OwnerEpoch { get; init; }

    /// <summary>Guard: the attempt number that was seen.</summary>
    public required short Attempt { get; init; }

    /// <summary>The state to go to: anything but <see cref="WorkState.Leased"/>.</summary>
    public required WorkState WorkState { get; init; }

    /// <summary>The outcome, for <see cref="WorkState.Done"/>.</summary>
    public DeliveryOutcome Outcome { get; init; }

    /// <summary>The rank that is proved.</summary>
    public short StatusRank { get; init; }

    /// <summary>The due time to set.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The retry count to set.</summary>
    public required short RetryCount { get; init; }

    /// <summary>The rescue count to set.</summary>
    public required short RescueCount { get; init; }

    /// <summary>Whether an attempt may have arrived. Only ever sets the flag.</summary>
    public bool Ambiguous { get; init; }

    /// <summary>Whether it may be sent twice. Only ever sets the flag.</summary>
    public bool PossibleDuplicate { get; init; }

    /// <summary>The provider's id of the accepted attempt. Only ever fills an empty one.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>The attempt to append, also when the change itself comes too late.</summary>
    public MessageAttempt? Evidence { get; init; }

    /// <summary>The verdict to append.</summary>
    public DeliveryDecision? Decision { get; init; }
}
