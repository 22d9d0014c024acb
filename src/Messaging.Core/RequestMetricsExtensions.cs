using Messaging.Storage;

namespace Messaging;

/// <summary>Counts requests and the messages that they became.</summary>
internal static class RequestMetricsExtensions
{
    /// <summary>Notes what came of a request. One that joins the host's transaction is noted when that has committed.</summary>
    public static void NoteRequest(this MessagingMetrics metrics, NewRequest request, AddResult result)
    {
        MessagingMetrics.Add(metrics.Requests, MessagingTags.Result, result switch { AddResult.Added => "added", AddResult.Duplicate => "duplicate", _ => "conflict" });
        if (result != AddResult.Added || !metrics.Stored.Enabled)
        {
            return;
        }

        foreach (var (message, delivery) in request.Messages.Select(m => (m.Message, m.Delivery)))
        {
            metrics.Stored.Add(
                1,
                new(MessagingTags.Channel, message.Channel.Value),
                new(MessagingTags.Category, MessagingTags.Of(message.Category)),
                new(MessagingTags.Priority, MessagingTags.Of(Messages.LaneKey.PriorityOf(delivery.LaneKey))),
                new(MessagingTags.Plan, message.PlannedCode == DecisionCode.SendNow ? "now" : message.PlannedCode.IsDeferral ? "later" : "refused"));
        }
    }
}
