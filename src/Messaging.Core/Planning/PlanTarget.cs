using Messaging.Preferences;

namespace Messaging.Planning;

/// <summary>One person a request goes to, with all that is known of them.</summary>
internal sealed record PlanTarget
{
    /// <summary>The recipient: what the request says, completed from preferences and the recipient source.</summary>
    public required Recipient Recipient { get; init; }

    /// <summary>Which entry of the request it comes from.</summary>
    public required int Index { get; init; }

    /// <summary>The channels to plan, in order.</summary>
    public required IReadOnlyList<MessageChannel> Channels { get; init; }

    /// <summary>What the request itself says about the recipient, whose mistakes are errors of the caller.</summary>
    public required Recipient Asked { get; init; }

    /// <summary>Whether the recipient source was asked for this key and does not know it.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>The identity of the person, or null for an ad-hoc address.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>What is known of the person, or null.</summary>
    public ContactState? Person { get; init; }

    /// <summary>What is known of the addresses, by channel.</summary>
    public IReadOnlyDictionary<MessageChannel, ContactState> Addresses { get; init; } = NothingKnown;

    /// <summary>The devices of the person, the one seen last first; null unless a push is to go to them.</summary>
    public IReadOnlyList<TargetDevice>? Devices { get; init; }

    private static readonly Dictionary<MessageChannel, ContactState> NothingKnown = [];

    public override string ToString() => $"PlanTarget {{ Index = {Index} }}";
}
