using Messaging.Preferences;
using Messaging.Tracking;

namespace Messaging.Inbound;

/// <summary>What a person wrote. Everything personal about it is in this one row.</summary>
public sealed record InboundMessage
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant it was written to.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>The provider that handed it over, such as <c>twilio</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>What makes it unique at the provider. At most 100 characters.</summary>
    public required string EventKey { get; init; }

    /// <summary>The connection it came in on, such as <c>twilio:acme</c>.</summary>
    public string Connection { get; init; } = "";

    /// <summary>The channel.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>Who wrote, in the channel's form.</summary>
    public required string From { get; init; }

    /// <summary>To which of the host's numbers, mailboxes or pages.</summary>
    public required string To { get; init; }

    /// <summary>The writer's display name, or an empty string.</summary>
    public string FromName { get; init; } = "";

    /// <summary>The subject of an email, or an empty string.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The plain text, or an empty string. At most 100,000 characters; what is longer is cut.</summary>
    public string Text { get; init; } = "";

    /// <summary>Pictures and files, which stay where the provider keeps them.</summary>
    public IReadOnlyList<WebhookMedia> Media { get; init; } = [];

    /// <summary>The provider's id of it, or null.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>The provider's id of the message it answers, or null.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The writer's identity, as in <see cref="IContacts.GetIdAsync"/>, or null for an address that is none of its channel.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>The message it answers: the one that the provider named, or else the last one that went to the writer; null when there is none.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>The host's key of the writer, or an empty string when nobody knows who it is.</summary>
    public string RecipientId { get; init; } = "";

    /// <summary>What the key refers to, or an empty string.</summary>
    public string RecipientType { get; init; } = "";

    /// <summary>What the text was taken for. Opt-outs are obeyed and answered already.</summary>
    public OptOutMeaning Meaning { get; init; }

    /// <summary>When it was written, by the provider's clock.</summary>
    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>When it was stored.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Where it stands on its way to the host's handler.</summary>
    public InboundState State { get; init; }

    /// <summary>How often it was offered to the handler.</summary>
    public short Attempts { get; init; }

    /// <summary>When it is offered next, or null.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When the handler took it, or null.</summary>
    public DateTimeOffset? HandledAt { get; init; }

    /// <summary>The type of the error of the last time it was offered, or an empty string.</summary>
    public string LastError { get; init; } = "";

    /// <summary>The id, channel and state only.</summary>
    public override string ToString() => $"InboundMessage {{ Id = {Id}, Channel = {Channel}, State = {State} }}";
}
