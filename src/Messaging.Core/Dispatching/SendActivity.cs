using System.Diagnostics;
using Messaging.Channels;

namespace Messaging.Dispatching;

/// <summary>The trace of a call to a provider: an activity of its own, since it may come hours later, with a link to the request it belongs to.</summary>
/// <remarks>Ids, kinds and codes only, never addresses or content.</remarks>
internal static class SendActivity
{
    private const string Name = "messaging.send";

    public static Activity? Start(PreparedMessage prepared)
    {
        if (!MessagingDiagnostics.Activities.HasListeners())
        {
            return null;
        }

        ActivityLink[] links = ActivityContext.TryParse(prepared.TraceParent, null, isRemote: true, out var request) ? [new ActivityLink(request)] : [];
        var activity = MessagingDiagnostics.Activities.StartActivity(Name, ActivityKind.Client, parentContext: default, links: links);
        activity?.SetTag("messaging.message.id", prepared.Delivery.Id.ToString());
        activity?.SetTag("messaging.channel", prepared.Delivery.Channel.Value);
        activity?.SetTag("messaging.connection", prepared.Connection.Name);
        activity?.SetTag("messaging.attempt", prepared.Delivery.Attempt);
        return activity;
    }

    public static void End(Activity? activity, SendOutcome outcome)
    {
        activity?.SetTag("messaging.outcome", outcome.Kind.ToString());
        if (outcome.Failure is { } failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Code);
        }
    }
}
