using Messaging.Messages;

namespace Messaging.Tracking;

/// <summary>What a provider reports of one message.</summary>
public sealed record WebhookEvent
{
    /// <summary>What makes the report unique at the provider, so that a repeat changes nothing: its id, or made of the message's id and what is reported. Longer than 100 characters it is hashed.</summary>
    public required string EventKey { get; init; }

    /// <summary>The channel of the message.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>What is reported. <see cref="MessageEventKind.Other"/> for anything the parser does not know.</summary>
    public required MessageEventKind Kind { get; init; }

    /// <summary>When it happened, by the provider's clock.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The text of the <see cref="Channels.MessageReference"/> that was handed over, as it came back, or null.</summary>
    public string? Reference { get; init; }

    /// <summary>The provider's id of the message, in the form in which the adapter returned it, or null.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>The recipient's address as the provider has it, in the channel's form, or null.</summary>
    public string? Address { get; init; }

    /// <summary>What it means for further messages to the address.</summary>
    public ContactEffect Effect { get; init; }

    /// <summary>The provider's words: a bounce's reason, an error code, a link followed. For operators, never logged.</summary>
    public string? Detail { get; init; }

    /// <summary>Kind and effect only.</summary>
    public override string ToString() => $"WebhookEvent {{ Channel = {Channel}, Kind = {Kind}, Effect = {Effect} }}";
}
