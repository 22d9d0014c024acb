using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Tracking;

/// <summary>Takes what providers report later and applies it: once per report, in any order, before or after the send result.</summary>
/// <remarks>Thread-safe. A call that fails has applied nothing and may be repeated; a call that is repeated applies nothing twice.</remarks>
public sealed class EventRecorder
{
    private const int MaxDetail = 500;
    private const int MaxProviderId = 255;

    private readonly IEventStore _store;
    private readonly TimeProvider _time;

    /// <summary>Creates the recorder. Registered by <c>AddMessaging</c>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="time">The clock.</param>
    public EventRecorder(IEventStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>Records reports.</summary>
    /// <param name="reports">The reports. Each names its message, or carries the provider's id of it.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>How many were new.</returns>
    /// <exception cref="MessageStoreException">The database could not be reached, or refused the write.</exception>
    public Task<int> RecordAsync(IReadOnlyList<MessageEvent> reports, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reports);
        return reports.Count == 0 ? Task.FromResult(0) : _store.ApplyAsync([.. reports.Select(Storable)], _time.GetUtcNow(), cancellationToken);
    }

    /// <summary>The report in a form that every store takes.</summary>
    internal static MessageEvent Storable(MessageEvent report) => report with
    {
        EventKey = EventKeys.Of(report.TenantId ?? "", report.EventKey),
        ProviderMessageId = StorableText.Clean(report.ProviderMessageId, MaxProviderId),
        Detail = StorableText.Clean(report.Detail, MaxDetail),
    };
}
