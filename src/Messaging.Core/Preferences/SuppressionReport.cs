namespace Messaging.Preferences;

/// <summary>A reason to suppress an address: what a provider reported, or what an operator decided.</summary>
public sealed record SuppressionReport
{
    /// <summary>The address, or the person whose addresses are all meant.</summary>
    public required Contact Contact { get; init; }

    /// <summary>The reason.</summary>
    public required SuppressionReason Reason { get; init; }

    /// <summary>The channel it holds for. The default, none, is that of the address for bounces and complaints, and all channels for anything else.</summary>
    public MessageChannel Channel { get; init; }

    /// <summary>Who says so: a provider's name or <c>operator</c>. At most 100 characters.</summary>
    public string Source { get; init; } = "";

    /// <summary>Who recorded it: a user id, or empty. At most 100 characters.</summary>
    public string Actor { get; init; } = "";

    /// <summary>Why, in words. No address; at most 400 characters.</summary>
    public string Note { get; init; } = "";

    /// <summary>When it happened, or null for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The reason only.</summary>
    public override string ToString() => $"SuppressionReport {{ Channel = {Channel}, Reason = {Reason} }}";
}
