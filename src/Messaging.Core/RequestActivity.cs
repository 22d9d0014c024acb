using System.Diagnostics;

namespace Messaging;

/// <summary>The span of a request to send: planning it and storing its messages. Its context is stored with them, so that the span of each call to a provider links to it.</summary>
/// <remarks>Ids, codes and counts only, never addresses or content.</remarks>
internal static class RequestActivity
{
    public static Activity? Start(MessageRequest? request)
    {
        var activity = MessagingDiagnostics.Activities.StartActivity(MessagingSpans.Request, ActivityKind.Producer);
        if (activity is not null && request is not null)
        {
            activity.SetTag(MessagingTags.Category, MessagingTags.Of(request.Category));
            activity.SetTag(MessagingTags.Template, request.Template);
        }

        return activity;
    }

    /// <summary>Notes the receipt, and returns it.</summary>
    public static SendReceipt End(Activity? activity, SendReceipt receipt)
    {
        if (activity is not null)
        {
            activity.SetTag(MessagingTags.RequestId, receipt.RequestId.ToString());
            activity.SetTag(MessagingTags.MessageCount, receipt.Messages.Count);
            activity.SetTag(MessagingTags.Result, receipt.IsDuplicate ? "duplicate" : "added");
        }

        return receipt;
    }
}
