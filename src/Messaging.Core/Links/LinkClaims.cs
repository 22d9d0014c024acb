namespace Messaging.Links;

/// <summary>What a valid token says. It was made by this application for exactly this, and nobody changed it.</summary>
public sealed record LinkClaims
{
    /// <summary>What the link is for.</summary>
    public required LinkPurpose Purpose { get; init; }

    /// <summary>The tenant.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The host's key of the person, or an empty string.</summary>
    public string RecipientId { get; init; } = "";

    /// <summary>What the key refers to, or an empty string.</summary>
    public string RecipientType { get; init; } = "";

    /// <summary>The channel, or none.</summary>
    public MessageChannel Channel { get; init; }

    /// <summary>The keyed hash of the address, for <see cref="Preferences.Contact.Hashed"/>, or null.</summary>
    public Guid? AddressId { get; init; }

    /// <summary>The topic, the invoice, or whatever the link is about; or an empty string.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The message the link stood in, or null.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>The language, or an empty string.</summary>
    public string Locale { get; init; } = "";

    /// <summary>When the link ends.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether it works once only.</summary>
    public bool SingleUse { get; init; }

    /// <summary>The purpose and end only.</summary>
    public override string ToString() => $"LinkClaims {{ Purpose = {Purpose}, ExpiresAt = {ExpiresAt:O} }}";
}
