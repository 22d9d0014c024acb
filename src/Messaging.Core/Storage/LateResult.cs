using System.Globalization;
using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>Turns an acceptance that came too late to be recorded into a report, so that it still proves what happened.</summary>
public static class LateResult
{
    /// <summary>The provider name of such reports.</summary>
    public const string Provider = "messaging";

    /// <summary>The report for an accepted attempt. Made twice from the same attempt it has the same key.</summary>
    /// <param name="attempt">The accepted attempt.</param>
    /// <param name="now">The time of the report.</param>
    public static MessageEvent ToEvent(MessageAttempt attempt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return new MessageEvent
        {
            Provider = Provider,
            EventKey = string.Create(CultureInfo.InvariantCulture, $"late-{attempt.DeliveryId:N}.{attempt.Generation}.{attempt.Attempt}"),
            DeliveryId = attempt.DeliveryId,
            Generation = attempt.Generation,
            Attempt = attempt.Attempt,
            ProviderMessageId = attempt.ProviderMessageId,
            Kind = MessageEventKind.Accepted,
            OccurredAt = now,
            ReceivedAt = now,
        };
    }
}
