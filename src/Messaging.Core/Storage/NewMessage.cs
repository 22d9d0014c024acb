using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>The three rows of one message.</summary>
/// <param name="Message">What to say.</param>
/// <param name="Content">What is personal about it.</param>
/// <param name="Delivery">Where it stands.</param>
public sealed record NewMessage(Message Message, MessageContent Content, Delivery Delivery);
