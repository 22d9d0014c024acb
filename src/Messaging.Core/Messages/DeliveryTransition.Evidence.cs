namespace Messaging.Messages;

public static partial class DeliveryTransition
{
    /// <summary>The row after a report about it: the rank rises or stays, flags and first times are set, and proof of acceptance ends every waiting.</summary>
    /// <param name="delivery">The row as it is, locked by the caller.</param>
    /// <param name="report">The report.</param>
    /// <param name="now">The time of the write.</param>
    /// <returns>The same instance when the report changes nothing.</returns>
    /// <remarks>
    /// A report about an earlier generation is kept as evidence only. A report of failure counts only for the newest attempt: an older one may have failed while the newer arrives.
    /// </remarks>
    public static Delivery Apply(Delivery delivery, MessageEvent report, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(report);
        if (report.Generation is { } generation && generation != delivery.Generation)
        {
            return delivery;
        }

        var proved = Messages.StatusRank.Of(delivery.Channel, report.Kind);
        var stale = report.Attempt is { } attempt && attempt < delivery.Attempt && IsFailure(report.Kind);
        if (proved == Messages.StatusRank.None || stale)
        {
            return SetFlags(delivery, report);
        }

        var rank = Math.Max(delivery.StatusRank, proved);
        var next = SetFlags(delivery, report) with
        {
            StatusRank = rank,
            ProviderMessageId = delivery.ProviderMessageId ?? report.ProviderMessageId,
            DuplicateConfirmed = delivery.DuplicateConfirmed || Differ(delivery.ProviderMessageId, report.ProviderMessageId),
            DeliveredAt = proved is >= Messages.StatusRank.Delivered and <= Messages.StatusRank.Read ? Earlier(delivery.DeliveredAt, report.OccurredAt) : delivery.DeliveredAt,
        };
        return next.WorkState switch
        {
            WorkState.Queued or WorkState.Parked => next with
            {
                WorkState = WorkState.Done,
                Outcome = DeliveryOutcome.Accepted,
                LeaseToken = next.LeaseToken + 1,
                FinishedAt = now,
            },
            WorkState.Done => next with { Outcome = DeliveryOutcome.Accepted },
            _ => next,
        };
    }

    private static Delivery SetFlags(Delivery delivery, MessageEvent report) => report.Kind switch
    {
        MessageEventKind.Opened or MessageEventKind.Read => delivery with { OpenedAt = Earlier(delivery.OpenedAt, report.OccurredAt), OpenCount = delivery.OpenCount + 1 },
        MessageEventKind.Clicked => delivery with { ClickedAt = Earlier(delivery.ClickedAt, report.OccurredAt), ClickCount = delivery.ClickCount + 1 },
        MessageEventKind.Complained => delivery with { ComplainedAt = Earlier(delivery.ComplainedAt, report.OccurredAt) },
        MessageEventKind.Unsubscribed => delivery with { UnsubscribedAt = Earlier(delivery.UnsubscribedAt, report.OccurredAt) },
        _ => delivery,
    };

    private static bool IsFailure(MessageEventKind kind) => kind is MessageEventKind.Failed or MessageEventKind.Bounced or MessageEventKind.Dropped;

    private static DateTimeOffset Earlier(DateTimeOffset? known, DateTimeOffset reported) => known < reported ? known.Value : reported;
}
