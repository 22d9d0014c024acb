using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.Logging;

namespace Messaging.Maintenance;

/// <summary>Ends queued messages whose time has passed, also those that no dispatcher would claim.</summary>
internal sealed class ExpiryJanitor(IMaintenanceStore maintenance, IDeliveryStore store, StoreClock clock, MessagingMetrics metrics, ILogger<ExpiryJanitor> logger) : IJanitor
{
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = clock.GetUtcNow();
            var found = await maintenance.FindAsync(DeliveryCondition.Expired, now, LeaseRescuer.BatchSize, cancellationToken).ConfigureAwait(false);
            if (found.Count == 0)
            {
                return false;
            }

            var changes = found.Select(d => DeliveryTransition.Expire(d, now)).ToList();
            var written = await store.RecordAsync(changes, now, cancellationToken).ConfigureAwait(false);
            metrics.NoteSwept(found, changes, written);
            Log.MessagesExpired(logger, written.Count);
            if (found.Count < LeaseRescuer.BatchSize || written.Count == 0)
            {
                return false;
            }
        }
    }
}
