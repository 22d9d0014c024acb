using Messaging.Messages;
using Messaging.Storage;

namespace Messaging;

/// <summary>Makes receipts from rows. A message's row never changes, so the first receipt of a request can be made again at any time.</summary>
internal static class Receipts
{
    /// <summary>The receipt of a request after it was stored, or found to be stored before.</summary>
    /// <exception cref="IdempotencyConflictException">Another request holds the key.</exception>
    public static SendReceipt For(NewRequest request, StoredRequest stored) => stored.Result switch
    {
        AddResult.Conflict => throw new IdempotencyConflictException(stored.RequestId),
        AddResult.Duplicate => new SendReceipt { RequestId = stored.RequestId, IsDuplicate = true, Messages = [.. stored.Messages.Select(ToReceipt)] },
        _ => new SendReceipt { RequestId = request.Id, Messages = [.. request.Messages.Select(m => ToReceipt(m.Message))] },
    };

    /// <summary>The receipt of a request that waits for the host's commit.</summary>
    public static SendReceipt Provisional(NewRequest request) =>
        new() { RequestId = request.Id, IsProvisional = true, Messages = [.. request.Messages.Select(m => ToReceipt(m.Message))] };

    /// <summary>The lanes in which the request has something due at once.</summary>
    public static IEnumerable<long> DueLanes(NewRequest request) =>
        request.Messages.Where(m => m.Delivery.WorkState == WorkState.Queued && m.Delivery.DueAt <= request.CreatedAt).Select(m => m.Delivery.LaneKey).Distinct();

    private static MessageReceipt ToReceipt(Message message) =>
        new(message.Id, message.RecipientId, message.Channel, StatusOf(message), message.PlannedAt, message.PlannedCode);

    private static DeliveryStatus StatusOf(Message message)
    {
        if (message.PlannedCode == DecisionCode.SendNow)
        {
            return DeliveryStatus.Queued;
        }

        if (message.PlannedCode.IsDeferral)
        {
            return DeliveryStatus.Scheduled;
        }

        return message.PlannedCode == DecisionCode.ExpireLate ? DeliveryStatus.Expired : DeliveryStatus.Suppressed;
    }
}
