namespace Messaging.Messages;

/// <summary>Whether a message of a chain is needed, given how those before it stand. Pure.</summary>
internal static class FallbackRule
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    /// <summary>Decides about a message that is due.</summary>
    /// <param name="message">The message.</param>
    /// <param name="earlier">Those before it in its chain.</param>
    /// <param name="now">The time.</param>
    /// <returns>The verdict, with the time to wait until, and what it is based on.</returns>
    public static (FallbackVerdict Verdict, DateTimeOffset Until, string Facts) Decide(Message message, IReadOnlyList<(FallbackWhen When, Delivery Delivery)> earlier, DateTimeOffset now)
    {
        // One that was itself refused or not needed says nothing; the one before it does. Whether one arrived is judged as the one behind it would.
        Delivery? before = null;
        for (var i = 0; i < earlier.Count; i++)
        {
            var (delivery, when) = (earlier[i].Delivery, i + 1 < earlier.Count ? earlier[i + 1].When : message.FallbackWhen);
            if (delivery is { WorkState: WorkState.Done, Outcome: DeliveryOutcome.Cancelled })
            {
                return (FallbackVerdict.NotNeeded, now, $"{delivery.Channel} cancelled");
            }

            if (!HasFailed(delivery) && HasArrived(delivery, when))
            {
                return (FallbackVerdict.NotNeeded, now, $"{delivery.Channel} arrived");
            }

            before = delivery is { WorkState: WorkState.Done, Outcome: DeliveryOutcome.Suppressed } ? before : delivery;
        }

        if (before is null || (message.FallbackWhen == FallbackWhen.Failed && earlier[^1].Delivery is { WorkState: WorkState.Done, Outcome: DeliveryOutcome.Suppressed }))
        {
            return (FallbackVerdict.Send, now, "the one before was not sent");
        }

        var after = TimeSpan.FromSeconds(message.FallbackAfter);
        if (before.WorkState != WorkState.Done)
        {
            var planned = before.DueAt + after;
            return (FallbackVerdict.Wait, planned > now + LookAgain ? planned : now + LookAgain, $"{before.Channel} is still under way");
        }

        var since = before.FinishedAt ?? now;
        if (HasFailed(before))
        {
            // A failure is known at once; only a chain that waits for failures asks for a pause after one.
            var due = message.FallbackWhen == FallbackWhen.Failed ? since + after : now;
            return due > now ? (FallbackVerdict.Wait, due, $"{before.Channel} failed") : (FallbackVerdict.Send, now, $"{before.Channel} failed");
        }

        if (message.FallbackWhen == FallbackWhen.Failed)
        {
            return (FallbackVerdict.NotNeeded, now, $"{before.Channel} did not fail");
        }

        return since + after > now ? (FallbackVerdict.Wait, since + after, $"{before.Channel} may still arrive") : (FallbackVerdict.Send, now, $"{before.Channel} did not arrive in time");
    }

    /// <summary>Whether a message failed, as far as falling back is concerned. An unknown outcome is no failure.</summary>
    public static bool HasFailed(Delivery delivery) =>
        delivery.StatusRank is StatusRank.Failed or StatusRank.Dropped or StatusRank.Bounced
        || delivery is { WorkState: WorkState.Done, Outcome: DeliveryOutcome.Rejected or DeliveryOutcome.Exhausted or DeliveryOutcome.Poison or DeliveryOutcome.Expired };

    /// <summary>When a message becomes due because the one before it failed, or null while it has not.</summary>
    public static DateTimeOffset? DueAfterFailure(Message message, Delivery before, DateTimeOffset now)
    {
        var waitsForFailure = message.FallbackWhen == FallbackWhen.Failed;
        if (!HasFailed(before) && !(waitsForFailure && before is { WorkState: WorkState.Done, Outcome: DeliveryOutcome.Suppressed }))
        {
            return null;
        }

        return DueAfterFailure(message.FallbackWhen, message.FallbackAfter, before.FinishedAt, now);
    }

    /// <summary>When a message becomes due after a failure: at once, or, for one that waits for nothing but the failure, after its pause.</summary>
    public static DateTimeOffset DueAfterFailure(FallbackWhen when, int pauseSeconds, DateTimeOffset? failedAt, DateTimeOffset now)
    {
        var due = when == FallbackWhen.Failed ? (failedAt ?? now) + TimeSpan.FromSeconds(pauseSeconds) : now;
        return due > now ? due : now;
    }

    // What stands in an inbox of the application has been delivered.
    private static bool HasArrived(Delivery delivery, FallbackWhen when)
    {
        var isRead = delivery.OpenedAt is not null || delivery.ClickedAt is not null;
        return when == FallbackWhen.Unread
            ? isRead
            : isRead || delivery.DeliveredAt is not null || (delivery.Channel == MessageChannel.InApp && delivery is { WorkState: WorkState.Done, Outcome: DeliveryOutcome.Accepted });
    }
}
