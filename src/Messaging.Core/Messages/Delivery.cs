namespace Messaging.Messages;

/// <summary>Where a message stands: the narrow row beside it, with the same id, and the only one that changes.</summary>
/// <remarks>
/// Three axes are kept apart: the work state (guarded by the lease token), the status rank (only rises), and flags and times (set once). <see cref="DeliveryTransition"/> computes every change.
/// </remarks>
public sealed record Delivery
{
    /// <summary>The message's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>The channel.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The lane it is claimed from: <see cref="Messages.LaneKey"/> of tenant, channel and priority.</summary>
    public required long LaneKey { get; init; }

    /// <summary>The work state.</summary>
    public WorkState WorkState { get; init; }

    /// <summary>How it ended, or <see cref="DeliveryOutcome.None"/>.</summary>
    public DeliveryOutcome Outcome { get; init; }

    /// <summary>How far it is known to have come, see <see cref="Messages.StatusRank"/>.</summary>
    public short StatusRank { get; init; }

    /// <summary>What may happen when an outcome is unknown.</summary>
    public DeliveryPolicy Policy { get; init; }

    /// <summary>Queued: the earliest claim. Parked: when to stop waiting for proof.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it becomes worthless.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The dispatcher that holds it, while leased.</summary>
    public long? OwnerEpoch { get; init; }

    /// <summary>A counter raised at every change of work state. Every guarded write names the value it saw; a write that names an old one does nothing.</summary>
    public long LeaseToken { get; init; }

    /// <summary>When the current attempt announced its provider call; null while nothing was sent under this lease.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How many attempts were started in this generation.</summary>
    public short Attempt { get; init; }

    /// <summary>How many of them count against the retry limit; deferrals do not.</summary>
    public short RetryCount { get; init; }

    /// <summary>How often an operator replayed it.</summary>
    public short Generation { get; init; }

    /// <summary>How often it was taken from a dispatcher that disappeared.</summary>
    public short RescueCount { get; init; }

    /// <summary>Why it must not start, or <see cref="CancelReason.None"/>.</summary>
    public CancelReason CancelRequested { get; init; }

    /// <summary>Whether an attempt of this generation may have arrived although nothing proved it.</summary>
    public bool Ambiguous { get; init; }

    /// <summary>Whether it was, or will be, sent again although an earlier attempt may have arrived. Never cleared.</summary>
    public bool PossibleDuplicate { get; init; }

    /// <summary>Whether two attempts are known to have been accepted. Never cleared.</summary>
    public bool DuplicateConfirmed { get; init; }

    /// <summary>Until when the provider honours the idempotency key of this generation; null for connections without keys.</summary>
    public DateTimeOffset? KeyExpiresAt { get; init; }

    /// <summary>The connection of the latest attempt, or an empty string.</summary>
    public string Connection { get; init; } = "";

    /// <summary>The provider's id of the accepted attempt, or null.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When it was first reported as delivered.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When it was first opened or read.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>How many opens were reported.</summary>
    public int OpenCount { get; init; }

    /// <summary>When a link was first followed.</summary>
    public DateTimeOffset? ClickedAt { get; init; }

    /// <summary>How many clicks were reported.</summary>
    public int ClickCount { get; init; }

    /// <summary>When the recipient first called it spam.</summary>
    public DateTimeOffset? ComplainedAt { get; init; }

    /// <summary>When the recipient unsubscribed through it.</summary>
    public DateTimeOffset? UnsubscribedAt { get; init; }

    /// <summary>The recipient's day it was counted on towards the daily cap, as <see cref="DateOnly.DayNumber"/>, or 0 when it was not. Counted once, however often it is tried.</summary>
    public int CapDay { get; init; }

    /// <summary>How many parts the text message has that was last handed over, or 0 for other channels.</summary>
    public short Segments { get; init; }

    /// <summary>Whether it is rendered with the version of its template that is current when it is sent, because a replay asked for that. Never cleared.</summary>
    public bool UseCurrentTemplate { get; init; }

    /// <summary>The status to show at a moment.</summary>
    /// <param name="now">The moment, which tells scheduled from queued.</param>
    public DeliveryStatus StatusAt(DateTimeOffset now) => DeliveryStatusRule.Of(this, now);
}
