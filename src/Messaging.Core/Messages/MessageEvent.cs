namespace Messaging.Messages;

/// <summary>What a provider reported later, once per provider and event key. Append-only.</summary>
public sealed record MessageEvent
{
    /// <summary>Who reported it, such as <c>sendgrid</c>. At most 50 characters.</summary>
    public required string Provider { get; init; }

    /// <summary>What makes the report unique at that provider; a repeat with the same key changes nothing. At most 100 characters.</summary>
    public required string EventKey { get; init; }

    /// <summary>The tenant whose account reported it: it concerns that tenant's messages only. Null is an account of the whole application.</summary>
    public string? TenantId { get; init; }

    /// <summary>The message, when the report names it or it was found by the provider's id.</summary>
    public Guid? DeliveryId { get; init; }

    /// <summary>The generation of the attempt it is about, when known.</summary>
    public short? Generation { get; init; }

    /// <summary>The attempt it is about, when known.</summary>
    public short? Attempt { get; init; }

    /// <summary>The provider's id of the message, when the report has it.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>What was reported.</summary>
    public MessageEventKind Kind { get; init; }

    /// <summary>When it happened, by the provider's clock.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was received.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The provider's words, such as a bounce reason. May quote an address: not for logs.</summary>
    public string? Detail { get; init; }

    /// <summary>Keys and kind only: provider text must not reach a log.</summary>
    public override string ToString() => $"MessageEvent {{ Provider = {Provider}, DeliveryId = {DeliveryId}, Kind = {Kind} }}";
}
