using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>A message with everything that is stored about it.</summary>
/// <param name="Message">What to say.</param>
/// <param name="Content">Address, data and content, or null when erased.</param>
/// <param name="Delivery">Where it stands.</param>
/// <param name="Attempts">The provider calls, oldest first.</param>
/// <param name="Events">What was reported, oldest first.</param>
/// <param name="Decisions">The verdicts after planning, oldest first.</param>
/// <param name="Attachments">The files of its request.</param>
public sealed record StoredMessage(
    Message Message,
    MessageContent? Content,
    Delivery Delivery,
    IReadOnlyList<MessageAttempt> Attempts,
    IReadOnlyList<MessageEvent> Events,
    IReadOnlyList<DeliveryDecision> Decisions,
    IReadOnlyList<StoredAttachment> Attachments)
{
    /// <summary>While it is queued: the pause that keeps it from being sent, or null. Looked up when the message is read; nothing is written to the message.</summary>
    public QueueSetting? Pause { get; init; }
}
