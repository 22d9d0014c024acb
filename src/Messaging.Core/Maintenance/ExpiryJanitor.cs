using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.Logging;

namespace Messaging.Maintenance;

/// <summary>Ends queued messages whose time has passed, also those that no dispatcher would claim.</summary>
internal sealed class ExpiryJanitor(
    IMaintenanceStore maintenance, IDeliveryStore store, StoreClock clock, MessagingMetrics metrics, TimeProvider time, ILogger<ExpiryJanitor> logger) : IJanitor
{
    private readonly LookPace _pace = new(time);

    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var isDue = _pace.IsDue;
        while (isDue)
        {
            var now = clock.GetUtcNow();
            var found = await _pace.LookAsync(() => maintenance.FindAsync(DeliveryCondition.Expired, now, LeaseRescuer.BatchSize, cancellationToken)).ConfigureAwait(false);
            if (found.Count == 0)
            {
                break;
            }

            var changes = found.Select(d => DeliveryTransition.Expire(d, now)).ToList();
            var written = await store.RecordAsync(changes, now, cancellationToken).ConfigureAwait(false);
            metrics.NoteSwept(found, changes, written);
            Log.MessagesExpired(logger, written.Count);
            isDue = found.Count == LeaseRescuer.BatchSize && written.Count > 0;
        }

        return false;
    }
}
