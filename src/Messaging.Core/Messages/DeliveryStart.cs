namespace Messaging.Messages;

/// <summary>The announcement that a provider is about to be called, made durable before the call so that a crash is seen as unknown and never as not tried.</summary>
public sealed record DeliveryStart
{
    /// <summary>The delivery.</summary>
    public required Guid Id { get; init; }

    /// <summary>Guard: the token of the claim.</summary>
    public required long LeaseToken { get; init; }

    /// <summary>Guard: the dispatcher that claimed it. A claim may be lost in a crash of the database and another dispatcher be given the same token.</summary>
    public required long OwnerEpoch { get; init; }

    /// <summary>The number of the attempt that starts. Naming it makes the mark repeatable: marking twice counts once.</summary>
    public required short Attempt { get; init; }

    /// <summary>The connection that will be called.</summary>
    public required string Connection { get; init; }

    /// <summary>Until when the provider honours the idempotency key, counted from the first attempt of the generation; null when it honours none.</summary>
    public DateTimeOffset? KeyExpiresAt { get; init; }

    /// <summary>Whether this attempt may make a duplicate, to be flagged before the call.</summary>
    public bool PossibleDuplicate { get; init; }

    /// <summary>The rendered content to freeze for retries under the key, or null.</summary>
    public string? Payload { get; init; }

    /// <summary>The person's identity, or null for an ad-hoc address.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Guard: the version of the person that the message was checked against.</summary>
    public long PersonVersion { get; init; }

    /// <summary>The address's identity, or null for a message whose content was erased.</summary>
    public Guid? AddressId { get; init; }

    /// <summary>Guard: the version of the address that the message was checked against.</summary>
    public long AddressVersion { get; init; }

    /// <summary>Whose daily count it goes on, while it was not counted yet.</summary>
    public Guid? CapContact { get; init; }

    /// <summary>The day of that contact, as <see cref="DateOnly.DayNumber"/>.</summary>
    public int CapDay { get; init; }

    /// <summary>The most messages of that day, or 0 for no limit.</summary>
    public int CapLimit { get; init; }

    /// <summary>How many parts a text message has.</summary>
    public short Segments { get; init; }

    /// <summary>Whether the mark goes on a daily count.</summary>
    internal bool IsCounted => CapContact is not null && CapLimit > 0;

    /// <summary>Which attempt starts, without content.</summary>
    public override string ToString() => $"DeliveryStart {{ Id = {Id}, Attempt = {Attempt}, Connection = {Connection} }}";
}
