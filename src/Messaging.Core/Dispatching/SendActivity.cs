using System.Diagnostics;
using Messaging.Channels;

namespace Messaging.Dispatching;

/// <summary>The trace of a call to a provider: an activity of its own, since it may come hours later, with a link to the request it belongs to.</summary>
/// <remarks>Ids, kinds and codes only, never addresses or content.</remarks>
internal static class SendActivity
{
    public static Activity? Start(PreparedMessage prepared)
    {
        if (!MessagingDiagnostics.Activities.HasListeners())
        {
            return null;
        }

        ActivityLink[] links = ActivityContext.TryParse(prepared.TraceParent, null, isRemote: true, out var request) ? [new ActivityLink(request)] : [];
        var activity = MessagingDiagnostics.Activities.StartActivity(MessagingSpans.Send, ActivityKind.Client, parentContext: default, links: links);
        activity?.SetTag(MessagingTags.MessageId, prepared.Delivery.Id.ToString());
        activity?.SetTag(MessagingTags.Channel, prepared.Delivery.Channel.Value);
        activity?.SetTag(MessagingTags.Connection, prepared.Connection.Name);
        activity?.SetTag(MessagingTags.Attempt, prepared.Delivery.Attempt);
        return activity;
    }

    public static void End(Activity? activity, SendOutcome outcome)
    {
        activity?.SetTag(MessagingTags.Outcome, MetricNames.Of(outcome.Kind));
        if (outcome.Failure is { } failure)
        {
            activity?.SetTag(MessagingTags.ErrorType, MetricNames.Of(failure.Kind));
            activity?.SetStatus(ActivityStatusCode.Error, failure.Code);
        }
    }
}
