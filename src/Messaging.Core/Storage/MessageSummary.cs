using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>A message in a list.</summary>
public sealed record MessageSummary
{
    /// <summary>What was to be said.</summary>
    public required Message Message { get; init; }

    /// <summary>Where it stands.</summary>
    public required Delivery Delivery { get; init; }
}
