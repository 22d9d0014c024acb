using Messaging.Messages;
using Messaging.Storage;

namespace Bookings;

/// <summary>Says in a few words why a message stands where it stands, and what comes next.</summary>
internal static class Explanation
{
    /// <summary>The last verdict, or else how the last attempt failed.</summary>
    public static string Why(StoredMessage message)
    {
        var verdict = message.Decisions is [.., var decision] ? decision.Code.Value : "";
        var failure = message.Attempts is [.., { FailureCode.Length: > 0 } attempt] ? $"{attempt.FailureKind} ({attempt.FailureCode})" : "";
        return $"{verdict} {failure}".Trim();
    }

    /// <summary>What will happen without anybody's doing.</summary>
    public static string Next(Delivery delivery) => delivery.WorkState switch
    {
        WorkState.Parked when delivery.Policy == DeliveryPolicy.AtLeastOnce => $"a run after {delivery.DueAt.ToLocalTime():HH:mm:ss} sends it again, flagged",
        WorkState.Queued => $"a run after {delivery.DueAt.ToLocalTime():HH:mm:ss} tries again",
        WorkState.Leased => "still at work; run again",
        _ => "",
    };
}
