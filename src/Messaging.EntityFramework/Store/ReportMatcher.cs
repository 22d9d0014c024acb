using Messaging.Messages;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Finds the messages that reports are about, for any number of reports in two queries.</summary>
internal static class ReportMatcher
{
    /// <summary>Puts into each report the message it is about, and takes out the name of one that is not there, or not of the report's tenant.</summary>
    /// <returns>The reports in the same order, and the deliveries of those that are about one.</returns>
    public static async Task<(IReadOnlyList<MessageEvent> Reports, Dictionary<Guid, Delivery> Deliveries)> MatchAsync(
        DbSession session, IReadOnlyList<MessageEvent> reports, CancellationToken cancellationToken)
    {
        var attempts = await FindAttemptsAsync(session, reports, cancellationToken).ConfigureAwait(false);
        var ids = reports.Where(r => r.DeliveryId is not null).Select(r => r.DeliveryId!.Value).Concat(attempts.SelectMany(a => a).Select(a => a.DeliveryId)).Distinct().ToList();
        var deliveries = await LoadAsync(session, ids, cancellationToken).ConfigureAwait(false);
        return ([.. reports.Select(r => Match(r, attempts, deliveries))], deliveries);
    }

    /// <summary>Reads deliveries as they are now.</summary>
    public static async Task<Dictionary<Guid, Delivery>> LoadAsync(DbSession session, List<Guid> ids, CancellationToken cancellationToken) => ids.Count == 0
        ? []
        : await session.Rows<Delivery>().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancellationToken).ConfigureAwait(false);

    // What names its message needs no look at the attempts, unless the name leads nowhere; that is rare, and then the provider's id of the report is of no help either.
    private static async Task<ILookup<string, MessageAttempt>> FindAttemptsAsync(DbSession session, IReadOnlyList<MessageEvent> reports, CancellationToken cancellationToken)
    {
        var wanted = reports.Where(r => r is { DeliveryId: null, ProviderMessageId: not null }).Select(r => r.ProviderMessageId!).Distinct(StringComparer.Ordinal).ToList();
        var found = wanted.Count == 0
            ? []
            : await session.Rows<MessageAttempt>().Where(a => a.ProviderMessageId != null && wanted.Contains(a.ProviderMessageId)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return found.ToLookup(a => a.ProviderMessageId!, StringComparer.Ordinal);
    }

    private static MessageEvent Match(MessageEvent report, ILookup<string, MessageAttempt> attempts, Dictionary<Guid, Delivery> deliveries)
    {
        if (report.DeliveryId is { } named && IsTheirs(named, report, deliveries))
        {
            return report;
        }

        // One id for several messages, as providers give to a batch, names none of them.
        var candidates = report.ProviderMessageId is { } id ? attempts[id].Where(a => IsTheirs(a.DeliveryId, report, deliveries)).ToList() : [];
        var attempt = candidates.DistinctBy(a => a.DeliveryId).Count() == 1 ? candidates.MaxBy(a => (a.Generation, a.Attempt)) : null;
        return report with { DeliveryId = attempt?.DeliveryId, Generation = attempt?.Generation, Attempt = attempt?.Attempt };
    }

    private static bool IsTheirs(Guid id, MessageEvent report, Dictionary<Guid, Delivery> deliveries) =>
        deliveries.TryGetValue(id, out var delivery) && (report.TenantId is not { } tenant || string.Equals(tenant, delivery.TenantId, StringComparison.Ordinal));
}
