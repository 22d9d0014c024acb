using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>A leased delivery with what is needed to send it.</summary>
/// <param name="Delivery">The delivery as claimed.</param>
/// <param name="Message">The message.</param>
/// <param name="Content">Its content, or null when it was erased.</param>
public sealed record ClaimedMessage(Delivery Delivery, Message Message, MessageContent? Content);
