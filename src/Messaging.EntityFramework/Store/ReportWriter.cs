using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Stores reports once and applies them to their deliveries: the reports and their effect are one transaction, in the same few statements for one report as for many.</summary>
internal static class ReportWriter
{
    /// <summary>Stores reports that are new and applies those whose message is known.</summary>
    /// <returns>How many were new.</returns>
    public static async Task<int> ApplyAsync(DbSession session, IReadOnlyList<MessageEvent> reports, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // In one order everywhere, so that two batches with the same reports do not wait for each other.
        var distinct = reports
            .DistinctBy(r => (r.Provider, r.EventKey))
            .OrderBy(r => r.Provider, StringComparer.Ordinal)
            .ThenBy(r => r.EventKey, StringComparer.Ordinal)
            .ToList();
        if (session.Dialect.OnConflict.Length == 0)
        {
            var stored = await FindStoredAsync(session, distinct, cancellationToken).ConfigureAwait(false);
            distinct.RemoveAll(r => stored.Contains((r.Provider, r.EventKey)));
        }

        if (distinct.Count == 0)
        {
            return 0;
        }

        var (matched, deliveries) = await ReportMatcher.MatchAsync(session, distinct, cancellationToken).ConfigureAwait(false);
        var added = await session.Dialect.InsertAsync(session, matched, cancellationToken).ConfigureAwait(false);
        await ApplyToDeliveriesAsync(session, [.. matched.Where(r => r.DeliveryId is not null && added.Contains((r.Provider, r.EventKey)))], deliveries, now, cancellationToken).ConfigureAwait(false);
        return added.Count;
    }

    /// <summary>The keys of reports that were stored before.</summary>
    public static async Task<HashSet<(string Provider, string EventKey)>> FindStoredAsync(DbSession session, IReadOnlyCollection<MessageEvent> reports, CancellationToken cancellationToken)
    {
        // The index begins with the provider; pairs that nobody asked for are none that somebody looks for.
        var (providers, keys) = (reports.Select(r => r.Provider).Distinct(StringComparer.Ordinal).ToList(), reports.Select(r => r.EventKey).ToList());
        var stored = await session.Rows<MessageEvent>().Where(e => providers.Contains(e.Provider) && keys.Contains(e.EventKey)).Select(e => new { e.Provider, e.EventKey }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. stored.Select(e => (e.Provider, e.EventKey))];
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
        // Only what will be matched is read, so that reports which never are do not take the place of others.
        var attempts = session.Rows<MessageAttempt>();
        var deliveries = session.Rows<Delivery>();
        var waiting = await session.Rows<MessageEvent>()
            .Where(e => e.DeliveryId == null && e.ProviderMessageId != null && (providerIds == null || providerIds.Contains(e.ProviderMessageId)))
            .Where(e => attempts
                .Where(a => a.ProviderMessageId == e.ProviderMessageId && deliveries.Any(d => d.Id == a.DeliveryId && (e.TenantId == null || d.TenantId == e.TenantId)))
                .Select(a => a.DeliveryId)
                .Distinct()
                .Count() == 1)
            .OrderBy(e => e.ReceivedAt)
            .Take(limit)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        var (matched, found) = await ReportMatcher.MatchAsync(session, waiting, cancellationToken).ConfigureAwait(false);
        var mine = new List<MessageEvent>();
        foreach (var report in matched.Where(r => r.DeliveryId is not null))
        {
            var isMine = await session.Rows<MessageEvent>()
                .Where(e => e.Provider == report.Provider && e.EventKey == report.EventKey && e.DeliveryId == null)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(e => e.DeliveryId, report.DeliveryId).SetProperty(e => e.Generation, report.Generation).SetProperty(e => e.Attempt, report.Attempt),
                    cancellationToken)
                .ConfigureAwait(false) == 1;
            if (isMine)
            {
                mine.Add(report);
            }
        }

        await ApplyToDeliveriesAsync(session, mine, found, now, cancellationToken).ConfigureAwait(false);
        return mine.Count;
    }

    private static Task CountAsync(DbSession session, List<(Delivery Seen, Delivery Next)> changes, IReadOnlySet<Guid> written, CancellationToken cancellationToken)
    {
        var tally = new CountTally();
        foreach (var (seen, next) in changes.Where(c => written.Contains(c.Seen.Id)))
        {
            tally.Move(seen, next);
        }

        return CountChanges.WriteAsync(session, tally, cancellationToken);
    }

    // What was changed by others since it was read is read and computed again.
    private static async Task ApplyToDeliveriesAsync(
        DbSession session, List<MessageEvent> reports, Dictionary<Guid, Delivery> deliveries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = reports.GroupBy(r => r.DeliveryId!.Value).OrderBy(g => g.Key).ToList();
        while (open.Count > 0)
        {
            var changes = new List<(Delivery Seen, Delivery Next)>(open.Count);
            foreach (var group in open.Where(g => deliveries.ContainsKey(g.Key)))
            {
                var seen = deliveries[group.Key];
                var next = group.Aggregate(seen, (delivery, report) => DeliveryTransition.Apply(delivery, report, now));
                if (next != seen)
                {
                    changes.Add((seen, next));
                }
            }

            IReadOnlySet<Guid> written = changes.Count == 0 ? new HashSet<Guid>() : await session.Dialect.UpdateAsync(session, changes, cancellationToken).ConfigureAwait(false);
            await CountAsync(session, changes, written, cancellationToken).ConfigureAwait(false);
            var missed = changes.Where(c => !written.Contains(c.Seen.Id)).Select(c => c.Seen.Id).ToList();
            open.RemoveAll(g => !missed.Contains(g.Key));
            deliveries = await ReportMatcher.LoadAsync(session, missed, cancellationToken).ConfigureAwait(false);
        }
    }
}
