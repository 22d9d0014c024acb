using Messaging.Dispatching;
using Messaging.Messages;

namespace Messaging.Maintenance;

/// <summary>Counts what the sweep decided.</summary>
internal static class SweepMetricsExtensions
{
    /// <summary>Notes the changes of a sweep that were written.</summary>
    public static void NoteSwept(this MessagingMetrics metrics, IReadOnlyList<Delivery> found, IReadOnlyList<DeliveryChange> changes, IReadOnlySet<Guid> written)
    {
        if (!metrics.Finished.Enabled && !metrics.Parked.Enabled && !metrics.Retried.Enabled)
        {
            return;
        }

        var deliveries = found.ToDictionary(d => d.Id);
        foreach (var change in changes.Where(c => written.Contains(c.Id)))
        {
            metrics.NoteRecorded(deliveries[change.Id], change);
        }
    }
}
