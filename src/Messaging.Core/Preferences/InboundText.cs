namespace Messaging.Preferences;

/// <summary>A text that a person sent.</summary>
public sealed record InboundText
{
    /// <summary>The channel it came in on.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The address it came from, in the form of its channel: E.164 for a phone number, the address alone for an email.</summary>
    public required string From { get; init; }

    /// <summary>What it says. Only the first 1,000 characters are looked at and kept.</summary>
    public required string Text { get; init; }

    /// <summary>The tenant.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>When it came in, or null for now.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The channel only.</summary>
    public override string ToString() => $"InboundText {{ Channel = {Channel} }}";
}
