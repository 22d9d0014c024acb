using Messaging.Channels;
using Messaging.Messages;

namespace Messaging.Dispatching;

/// <summary>The words of metrics and spans for outcomes and failures.</summary>
internal static class MetricNames
{
    public static string Of(SendOutcomeKind outcome) => outcome switch
    {
        SendOutcomeKind.Accepted => "accepted",
        SendOutcomeKind.Rejected => "rejected",
        SendOutcomeKind.Retry => "retry",
        SendOutcomeKind.Throttled => "throttled",
        _ => "unknown",
    };

    public static string Of(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Accepted => "accepted",
        DeliveryOutcome.Rejected => "rejected",
        DeliveryOutcome.Exhausted => "exhausted",
        DeliveryOutcome.Poison => "poison",
        DeliveryOutcome.Unknown => "unknown",
        DeliveryOutcome.Suppressed => "suppressed",
        DeliveryOutcome.Cancelled => "cancelled",
        DeliveryOutcome.Expired => "expired",
        _ => "none",
    };

    public static string Of(FailureKind failure) => failure switch
    {
        FailureKind.None => "none",
        FailureKind.InvalidRecipient => "invalid_recipient",
        FailureKind.OptedOut => "opted_out",
        FailureKind.Refused => "refused",
        FailureKind.TooLarge => "too_large",
        FailureKind.Configuration => "configuration",
        FailureKind.Throttled => "throttled",
        FailureKind.Temporary => "temporary",
        FailureKind.Network => "network",
        FailureKind.Timeout => "timeout",
        FailureKind.Rendering => "rendering",
        _ => "unexpected",
    };
}
