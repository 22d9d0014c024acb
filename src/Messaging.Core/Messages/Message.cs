namespace Messaging.Messages;

/// <summary>What to say to one recipient on one channel: an immutable row. Holds no address, no data and no content; those are in <see cref="MessageContent"/> and can be erased.</summary>
public sealed record Message
{
    /// <summary>The id, a version 7 UUID. A key and a tiebreaker, never an order and never a secret.</summary>
    public required Guid Id { get; init; }

    /// <summary>The request it came from, shared by all messages of that request.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The tenant, <c>""</c> for the single tenant.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>The channel.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The host's key of the recipient, or an empty string.</summary>
    public string RecipientId { get; init; } = "";

    /// <summary>What the key refers to, or an empty string.</summary>
    public string RecipientType { get; init; } = "";

    /// <summary>The template's code, or an empty string for literal content.</summary>
    public string TemplateCode { get; init; } = "";

    /// <summary>The version the message was planned with, or an empty string for literal content.</summary>
    public string TemplateVersion { get; init; } = "";

    /// <summary>The variant of the template that the recipient gets, or an empty string for the wording without a name.</summary>
    public string Variant { get; init; } = "";

    /// <summary>What the message is for, in the host's words.</summary>
    public string Type { get; init; } = "";

    /// <summary>What kind of message it is.</summary>
    public MessageCategory Category { get; init; }

    /// <summary>How soon it is claimed compared with others.</summary>
    public MessagePriority Priority { get; init; } = MessagePriority.Normal;

    /// <summary>The kind of business object it is about, or an empty string.</summary>
    public string EntityType { get; init; } = "";

    /// <summary>The key of the business object it is about, or an empty string.</summary>
    public string EntityId { get; init; } = "";

    /// <summary>The host's labels.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Who or what asked for it.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>The language it is written in, a BCP 47 tag.</summary>
    public string Locale { get; init; } = "";

    /// <summary>The IANA zone its times are shown in.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>When it was stored, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was planned to be sent, UTC. Retries and deferrals change the delivery's due time, not this.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>The verdict at planning.</summary>
    public DecisionCode PlannedCode { get; init; } = DecisionCode.SendNow;

    /// <summary>The whole planning of this recipient as JSON, when there is more to say than <see cref="PlannedCode"/>: the channels that were left out, and why.</summary>
    public string? Plan { get; init; }

    /// <summary>The message this one repeats, for a resend.</summary>
    public Guid? OriginalId { get; init; }

    /// <summary>How many attachments its request has.</summary>
    public short AttachmentCount { get; init; }

    /// <summary>The W3C trace context of the request, so that the send links to it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The first message of the chain this one belongs to, the first itself included, or null when it stands alone.</summary>
    public Guid? FirstId { get; init; }

    /// <summary>Its place in the chain: 0 for the first.</summary>
    public short Step { get; init; }

    /// <summary>On what condition it falls back.</summary>
    public FallbackWhen FallbackWhen { get; init; }

    /// <summary>How many seconds after the message before it was sent.</summary>
    public int FallbackAfter { get; init; }
}
