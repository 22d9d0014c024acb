using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>A message that failed or whose outcome is unknown, and that is finished.</summary>
public sealed record DeadLetter
{
    /// <summary>What was to be said.</summary>
    public required Message Message { get; init; }

    /// <summary>How it ended.</summary>
    public required Delivery Delivery { get; init; }

    /// <summary>The last call to a provider with its failure, or null when none was made: the message could not be rendered, or its process died.</summary>
    public MessageAttempt? LastAttempt { get; init; }
}
