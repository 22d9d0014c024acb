namespace Messaging.Links;

/// <summary>A link to be made. Nothing of it can be read in the link: what a token carries is encrypted, and of an address there is only a keyed hash.</summary>
public sealed record LinkRequest
{
    /// <summary>What the link is for.</summary>
    public required LinkPurpose Purpose { get; init; }

    /// <summary>The tenant. The default, <c>""</c>, is the single tenant.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The host's key of the person, as in <see cref="Recipient.Id"/>. At most 100 characters. Give it, an <see cref="Address"/>, or both.</summary>
    public string RecipientId { get; init; } = "";

    /// <summary>What the key refers to, as in <see cref="Recipient.Type"/>. At most 50 characters.</summary>
    public string RecipientType { get; init; } = "";

    /// <summary>The channel the link is about, or none.</summary>
    public MessageChannel Channel { get; init; }

    /// <summary>The address the link is about, on <see cref="Channel"/>, or an empty string. Only its keyed hash gets into the token.</summary>
    public string Address { get; init; } = "";

    /// <summary>What exactly the link is about: the topic to unsubscribe from, the invoice to pay. At most 100 characters.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The message the link stands in, or null.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>The language of the page behind the link as a BCP 47 tag, or an empty string for that of the browser. At most 35 characters.</summary>
    public string Locale { get; init; } = "";

    /// <summary>When the link ends, or null for the life time of its purpose. Payment and purposes of the host have none, and need it.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether the link works once only, or null for what is usual for its purpose: verification and password reset work once, all others as often as wanted.</summary>
    public bool? SingleUse { get; init; }

    /// <summary>The purpose only: an address must not reach a log.</summary>
    public override string ToString() => $"LinkRequest {{ Purpose = {Purpose} }}";
}
