using Messaging.Messages;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Stores reports once and applies each to its delivery: the report and its effect are one transaction.</summary>
internal static class ReportWriter
{
    /// <summary>Stores reports that are new and applies those whose message is known.</summary>
    /// <returns>How many were new.</returns>
    public static async Task<int> ApplyAsync(DbSession session, IReadOnlyList<MessageEvent> reports, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var insert = RowStatement<MessageEvent>.Insert(session, "e", RowColumns.Events, session.Dialect.OnConflict);
        var added = 0;

        // In one order everywhere, so that two batches about the same messages do not deadlock.
        foreach (var report in reports.DistinctBy(r => (r.Provider, r.EventKey)).OrderBy(r => r.DeliveryId).ThenBy(r => r.Provider, StringComparer.Ordinal).ThenBy(r => r.EventKey, StringComparer.Ordinal))
        {
            if (await session.Rows<MessageEvent>().AnyAsync(e => e.Provider == report.Provider && e.EventKey == report.EventKey, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            var matched = await MatchAsync(session, report, cancellationToken).ConfigureAwait(false);
            if (await insert.RunAsync(matched, cancellationToken).ConfigureAwait(false) == 0)
            {
                continue;
            }

            added++;
            if (matched.DeliveryId is not null)
            {
                await ApplyToDeliveryAsync(session, matched, now, cancellationToken).ConfigureAwait(false);
            }
        }

        return added;
    }

    /// <summary>Whether reports wait for one of these provider ids.</summary>
    public static async Task<bool> HasWaitingAsync(DbSession session, IReadOnlyCollection<string> providerIds, CancellationToken cancellationToken)
    {
        // Most often none wait at all, and that is told by one look.
        var waiting = session.Rows<MessageEvent>().Where(e => e.DeliveryId == null && e.ProviderMessageId != null);
        return providerIds.Count > 0
            && await waiting.AnyAsync(cancellationToken).ConfigureAwait(false)
            && await waiting.AnyAsync(e => providerIds.Contains(e.ProviderMessageId!), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Applies reports that wait for a message which is known by now.</summary>
    /// <param name="session">Where to write, in a transaction.</param>
    /// <param name="providerIds">The provider ids to look for, or null for all.</param>
    /// <param name="limit">The most to apply.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>How many were applied.</returns>
    public static async Task<int> MatchAsync(DbSession session, IReadOnlyCollection<string>? providerIds, int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var attempts = session.Rows<MessageAttempt>();
        var waiting = await session.Rows<MessageEvent>()
            .Where(e => e.DeliveryId == null && e.ProviderMessageId != null && (providerIds == null || providerIds.Contains(e.ProviderMessageId)))
            .Where(e => attempts.Any(a => a.ProviderMessageId == e.ProviderMessageId))
            .OrderBy(e => e.ReceivedAt)
            .Take(limit)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        var applied = 0;
        foreach (var report in waiting)
        {
            var matched = await MatchAsync(session, report, cancellationToken).ConfigureAwait(false);
            var mine = matched.DeliveryId is not null && await session.Rows<MessageEvent>()
                .Where(e => e.Provider == report.Provider && e.EventKey == report.EventKey && e.DeliveryId == null)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(e => e.DeliveryId, matched.DeliveryId).SetProperty(e => e.Generation, matched.Generation).SetProperty(e => e.Attempt, matched.Attempt),
                    cancellationToken)
                .ConfigureAwait(false) == 1;
            if (mine)
            {
                await ApplyToDeliveryAsync(session, matched, now, cancellationToken).ConfigureAwait(false);
                applied++;
            }
        }

        return applied;
    }

    private static async Task<MessageEvent> MatchAsync(DbSession session, MessageEvent report, CancellationToken cancellationToken)
    {
        if (report.DeliveryId is not null || report.ProviderMessageId is not { } providerId)
        {
            return report;
        }

        var attempt = await session.Rows<MessageAttempt>().FirstOrDefaultAsync(a => a.ProviderMessageId == providerId, cancellationToken).ConfigureAwait(false);
        return attempt is null ? report : report with { DeliveryId = attempt.DeliveryId, Generation = attempt.Generation, Attempt = attempt.Attempt };
    }

    private static async Task ApplyToDeliveryAsync(DbSession session, MessageEvent report, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (await session.Rows<Delivery>().SingleOrDefaultAsync(d => d.Id == report.DeliveryId, cancellationToken).ConfigureAwait(false) is { } delivery)
        {
            var next = DeliveryTransition.Apply(delivery, report, now);
            if (next == delivery || await DeliveryUpdate.TryAsync(session, delivery, next, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }
}
