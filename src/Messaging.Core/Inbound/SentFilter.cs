namespace Messaging.Inbound;

/// <summary>Which sent messages belong to a conversation: those to a person, or those to an address.</summary>
public sealed record SentFilter
{
    /// <summary>The tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>The host's key of the person; with null, the address decides.</summary>
    public string? RecipientId { get; init; }

    /// <summary>What the key refers to, or null for anything.</summary>
    public string? RecipientType { get; init; }

    /// <summary>The address in its channel's form.</summary>
    public string Address { get; init; } = "";

    /// <summary>The channels, none for all.</summary>
    public IReadOnlyList<MessageChannel> Channels { get; init; } = [];

    /// <summary>The person's key only: an address must not reach a log.</summary>
    public override string ToString() => $"SentFilter {{ RecipientId = {RecipientId} }}";
}
