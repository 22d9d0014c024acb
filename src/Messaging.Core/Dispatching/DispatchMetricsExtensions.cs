using System.Diagnostics;
using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Dispatching;

/// <summary>Records what the dispatcher does.</summary>
internal static class DispatchMetricsExtensions
{
    /// <summary>Notes a claim and how late its messages are.</summary>
    public static void NoteClaim(this MessagingMetrics metrics, IReadOnlyList<ClaimedMessage> claimed, DateTimeOffset now, TimeSpan took)
    {
        metrics.ClaimDuration.Record(took.TotalSeconds);
        metrics.ClaimSize.Record(claimed.Count);
        if (!metrics.Claimed.Enabled && !metrics.WaitDuration.Enabled)
        {
            return;
        }

        foreach (var delivery in claimed.Select(c => c.Delivery))
        {
            KeyValuePair<string, object?> channel = new(MessagingTags.Channel, delivery.Channel.Value);
            KeyValuePair<string, object?> priority = new(MessagingTags.Priority, MessagingTags.Of(LaneKey.PriorityOf(delivery.LaneKey)));
            metrics.Claimed.Add(1, channel, priority);
            metrics.WaitDuration.Record(Math.Max(0, (now - delivery.DueAt).TotalSeconds), channel, priority);
        }
    }

    /// <summary>Notes that a message was prepared.</summary>
    public static void NotePrepared(this MessagingMetrics metrics, Delivery delivery, TimeSpan took) =>
        metrics.PrepareDuration.Record(took.TotalSeconds, new KeyValuePair<string, object?>(MessagingTags.Channel, delivery.Channel.Value));

    /// <summary>Notes that a call to a provider begins.</summary>
    public static void NoteCall(this MessagingMetrics metrics, PreparedMessage prepared)
    {
        metrics.CallBegins();
        if (prepared.Start.PossibleDuplicate)
        {
            MessagingMetrics.Add(metrics.PossibleDuplicates, MessagingTags.Channel, prepared.Delivery.Channel.Value);
        }
    }

    /// <summary>Notes a call to a provider and its outcome.</summary>
    public static void NoteAttempt(this MessagingMetrics metrics, ChannelConnection connection, SendOutcome outcome, TimeSpan took)
    {
        if (!metrics.Attempts.Enabled && !metrics.SendDuration.Enabled)
        {
            return;
        }

        var tags = new TagList
        {
            { MessagingTags.Channel, connection.Channel.Value }, { MessagingTags.Connection, connection.Label }, { MessagingTags.Outcome, MetricNames.Of(outcome.Kind) },
        };
        if (outcome.Failure is { } failure)
        {
            tags.Add(MessagingTags.ErrorType, MetricNames.Of(failure.Kind));
        }

        metrics.Attempts.Add(1, tags);
        metrics.SendDuration.Record(took.TotalSeconds, tags);
    }

    /// <summary>Notes a change that was written.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="delivery">The delivery before it.</param>
    /// <param name="change">The change.</param>
    public static void NoteRecorded(this MessagingMetrics metrics, Delivery delivery, DeliveryChange change)
    {
        KeyValuePair<string, object?> channel = new(MessagingTags.Channel, delivery.Channel.Value);
        switch (change.WorkState)
        {
            case WorkState.Done:
                metrics.Finished.Add(1, channel, new(MessagingTags.Outcome, MetricNames.Of(change.Outcome)));
                break;
            case WorkState.Parked:
                metrics.Parked.Add(1, channel);
                break;
            case WorkState.Queued when change.RetryCount > delivery.RetryCount:
                metrics.Retried.Add(1, channel);
                break;
            case WorkState.Queued when change.Decision is { } decision && change.RescueCount == delivery.RescueCount:
                metrics.Deferred.Add(1, channel, new(MessagingTags.Code, decision.Code.Value));
                break;
        }
    }

    /// <summary>Notes that a message has to wait for the rate of a connection.</summary>
    public static void NoteLimited(this MessagingMetrics metrics, ChannelConnection connection, TimeSpan wait) =>
        metrics.LimitWait.Record(Math.Max(0, wait.TotalSeconds), new(MessagingTags.Channel, connection.Channel.Value), new(MessagingTags.Connection, connection.Label));

    /// <summary>Notes how many items one call to the store carries.</summary>
    public static void NoteBatch(this MessagingMetrics metrics, string operation, int count) =>
        metrics.BatchSize.Record(count, new KeyValuePair<string, object?>(MessagingTags.Operation, operation));
}
