using System.Collections.ObjectModel;

namespace Messaging;

/// <summary>What a host asks for: content or a template, one or many recipients, data, and how and when to send.</summary>
/// <remarks>
/// A request to <i>m</i> recipients over <i>n</i> channels becomes up to <i>m × n</i> messages that share a request id. Immutable; use <c>with</c> to vary one.
/// </remarks>
public sealed record MessageRequest
{
    /// <summary>The most recipients one request may name: 1,000.</summary>
    public const int MaxRecipients = 1000;

    /// <summary>The code of the template to render. Give this or <see cref="Content"/>.</summary>
    public string? Template { get; init; }

    /// <summary>Literal content. Give this or <see cref="Template"/>.</summary>
    public InlineContent? Content { get; init; }

    /// <summary>The recipients, 1 to <see cref="MaxRecipients"/>. A string stands for a recipient known by that id.</summary>
    public IReadOnlyList<Recipient> To { get; init => field = value ?? []; } = [];

    /// <summary>The values a template shows: an anonymous object, a dictionary, a record, or JSON (<c>JsonElement</c>, <c>JsonNode</c>, or JSON text).</summary>
    /// <remarks>Templates also see <c>recipient.id</c>, <c>recipient.name</c> and <c>recipient.type</c>, unless the data has a member <c>recipient</c> of its own.</remarks>
    public object? Data { get; init; }

    /// <summary>The channels to send on. Empty means those the recipient prefers for the <see cref="Type"/>, else the default channels of the options.</summary>
    public IReadOnlyList<MessageChannel> Channels { get; init => field = value ?? []; } = [];

    /// <summary>Which of the channels are used: all of them, the default, the first available, or one after another.</summary>
    public Routing Routing { get; init => field = value ?? Routing.All; } = Routing.All;

    /// <summary>The tenant. Empty is the single tenant of a host that has no tenants. At most 100 characters.</summary>
    public string Tenant { get; init => field = value ?? ""; } = "";

    /// <summary>What the message is for, in the host's words: <c>invoice</c>, <c>booking_confirmation</c>. Open set, at most 100 characters.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of message this is to its recipient. The default is <see cref="MessageCategory.Transactional"/>.</summary>
    public MessageCategory Category { get; init; }

    /// <summary>The business object the message is about.</summary>
    public EntityReference Entity { get; init; } = EntityReference.None;

    /// <summary>Labels for lists and reports, at most 20 of 50 characters each.</summary>
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    /// <summary>Free values of the host, stored with the message and returned by queries; at most 50 entries and 10,000 characters. Never shown to recipients.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Who or what asked for it: a user id or a name such as <c>system:collections</c>. At most 100 characters.</summary>
    public string CreatedBy { get; init => field = value ?? ""; } = "";

    /// <summary>How soon it is claimed compared with others. The default is <see cref="MessagePriority.Normal"/>.</summary>
    public MessagePriority Priority { get; init; } = MessagePriority.Normal;

    /// <summary>The earliest time to send. Null means now.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>The time after which the message is worthless and must not be sent. Null means the category's default, counted from the planned time.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Makes the request repeatable: the same key within eight days returns the first receipt instead of sending again. At most 200 characters, per tenant.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Files for the channels that take them.</summary>
    public IReadOnlyList<MessageAttachment> Attachments { get; init => field = value ?? []; } = [];

    /// <summary>The display name of the sender in email, in place of the connection's. One line.</summary>
    public string? SenderName { get; init; }

    /// <summary>Where email answers go, one address.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>
    /// Further addresses that get a copy of each email and are shown to its recipient, at most 10. They are not asked for consent or preferences and get no message of their own: for people of the
    /// host's. The connections of the email channel must declare <see cref="Channels.ChannelCapabilities.Copies"/>.
    /// </summary>
    public IReadOnlyList<string> Cc { get; init => field = value ?? []; } = [];

    /// <summary>As <see cref="Cc"/>, not shown to the recipient. At most 10.</summary>
    public IReadOnlyList<string> Bcc { get; init => field = value ?? []; } = [];

    /// <summary>Additional email headers. Names are limited to letters, digits and hyphens; headers that the library writes itself are refused.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Template code, type and counts only: a request in a log must not carry addresses or content.</summary>
    public override string ToString() => $"MessageRequest {{ Template = {Template}, Type = {Type}, Recipients = {To.Count} }}";
}
