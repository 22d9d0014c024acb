using Messaging.Messages;

namespace Messaging.Inbound;

/// <summary>A message of a conversation as a store keeps it.</summary>
/// <param name="Message">What was to be said.</param>
/// <param name="Delivery">Where it stands.</param>
/// <param name="Content">Its content, or null when erased.</param>
public sealed record SentMessage(Message Message, Delivery Delivery, MessageContent? Content)
{
    /// <summary>The id only.</summary>
    public override string ToString() => $"SentMessage {{ Id = {Message.Id} }}";
}
