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
        AddResult.Duplicate => Of(stored.RequestId, stored.Messages) with { IsDuplicate = true },
        _ => Of(request.Id, [.. request.Messages.Select(m => m.Message)]),
    };

    /// <summary>The receipt of a request that waits for the host's commit.</summary>
    public static SendReceipt Provisional(NewRequest request) => Of(request.Id, [.. request.Messages.Select(m => m.Message)]) with { IsProvisional = true };

    /// <summary>The lanes in which the request has something due at once.</summary>
    public static IEnumerable<long> DueLanes(NewRequest request) =>
        request.Messages.Where(m => m.Delivery.WorkState == WorkState.Queued && m.Delivery.DueAt <= request.CreatedAt).Select(m => m.Delivery.LaneKey).Distinct();

    private static SendReceipt Of(Guid requestId, IReadOnlyList<Message> messages) =>
        new() { RequestId = requestId, Messages = [.. messages.Select(ToReceipt)], LeftOut = LeftOutOf(messages) };

    // The messages of a recipient stand together, and each holds the recipient's whole plan; one without any other has the first channel of the plan.
    private static List<LeftOutChannel> LeftOutOf(IReadOnlyList<Message> messages)
    {
        var leftOut = new List<LeftOutChannel>();
        for (var i = 0; i < messages.Count;)
        {
            var verdicts = PlannedChannel.Read(messages[i].Plan);
            var sent = verdicts.Count(p => !new DecisionCode(p.Code).IsRefusal);
            leftOut.AddRange(verdicts.Where(p => new DecisionCode(p.Code).IsRefusal).Skip(sent == 0 ? 1 : 0).Select(p => new LeftOutChannel(messages[i].RecipientId, MessageChannel.Parse(p.Channel), new DecisionCode(p.Code), p.Facts)));
            i += Math.Max(sent, 1);
        }

        return leftOut;
    }

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
