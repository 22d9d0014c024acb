using Messaging.Templates;

namespace Messaging.Channels;

/// <summary>One rendered message on its way to a provider. Immutable.</summary>
public sealed record OutboundMessage
{
    /// <summary>The message's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The same for every attempt at this message and different for every other: <c>[A-Za-z0-9._-]</c>, at most 64 characters. Pass it to a provider that honours such keys.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The channel to send on.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The address, validated for the channel and in the form the channel uses.</summary>
    public required string Address { get; init; }

    /// <summary>What to say.</summary>
    public required RenderedContent Content { get; init; }

    /// <summary>The tenant, <c>""</c> for the single tenant.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The host's key of the recipient, or an empty string.</summary>
    public string RecipientId { get; init; } = "";

    /// <summary>What the key refers to, or an empty string.</summary>
    public string RecipientType { get; init; } = "";

    /// <summary>The recipient's display name, or an empty string.</summary>
    public string RecipientName { get; init; } = "";

    /// <summary>What kind of message it is.</summary>
    public MessageCategory Category { get; init; }

    /// <summary>The host's name for what the message is for, or an empty string.</summary>
    public string Type { get; init; } = "";

    /// <summary>The business object the message is about.</summary>
    public EntityReference Entity { get; init; } = EntityReference.None;

    /// <summary>The language it is written in, a BCP 47 tag, or an empty string.</summary>
    public string Locale { get; init; } = "";

    /// <summary>When the message was created: the date of an email, the same for every attempt.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The display name of the sender, in place of the connection's, or null.</summary>
    public string? SenderName { get; init; }

    /// <summary>Where email answers go, or null.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Addresses that get a copy and are shown, validated; empty where the adapter declares no <see cref="ChannelCapabilities.Copies"/>.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>Addresses that get a copy and are not shown, validated.</summary>
    public IReadOnlyList<string> Bcc { get; init; } = [];

    /// <summary>Additional email headers, validated.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The attachments, empty for channels that take none.</summary>
    public IReadOnlyList<MessageAttachment> Attachments { get; init; } = [];

    /// <summary>Which attempt this is, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How often the message was replayed before; attempts count from 1 again each time.</summary>
    public int Generation { get; init; }

    /// <summary>What names this attempt in the provider's reports: pass it along wherever the provider returns a value of the sender's.</summary>
    public MessageReference Reference => new(Id, (short)Generation, (short)Attempt);

    /// <summary>The id and channel only: address and content must not reach a log.</summary>
    public override string ToString() => $"OutboundMessage {{ Id = {Id}, Channel = {Channel} }}";
}
