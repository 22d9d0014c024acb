using Messaging.Messages;

namespace Messaging;

/// <summary>One message of a receipt: one recipient on one channel, as it was planned.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="RecipientId">The host's key of the recipient, or an empty string.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Status">The status right after planning; ask for the message to see the current one.</param>
/// <param name="PlannedAt">When it is to be sent, UTC.</param>
/// <param name="Code">The verdict.</param>
public sealed record MessageReceipt(Guid Id, string RecipientId, MessageChannel Channel, DeliveryStatus Status, DateTimeOffset PlannedAt, DecisionCode Code);
