using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.Logging;

namespace Messaging.Maintenance;

/// <summary>Decides about messages whose outcome is unknown once the time to wait for proof is over.</summary>
internal sealed class ProofResolver(
    IMaintenanceStore maintenance, IDeliveryStore store, ProofSeeker seeker, DeliveryRules rules, StoreClock clock, MessagingMetrics metrics, ILogger<ProofResolver> logger) : IJanitor
{
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        // Proof may be here already, waiting for its message to be known.
        await maintenance.MatchEventsAsync(LeaseRescuer.BatchSize, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        var queued = false;
        while (true)
        {
            var now = clock.GetUtcNow();
            var found = await maintenance.FindAsync(DeliveryCondition.Unproved, now, LeaseRescuer.BatchSize, cancellationToken).ConfigureAwait(false);
            if (found.Count == 0)
            {
                return queued;
            }

            var undecided = await seeker.SeekAsync(found, cancellationToken).ConfigureAwait(false);
            var changes = undecided.Select(d => DeliveryTransition.Resolve(d, rules, now)).ToList();
            var written = await store.RecordAsync(changes, now, cancellationToken).ConfigureAwait(false);
            var requeued = changes.Count(c => written.Contains(c.Id) && c.WorkState == WorkState.Queued);
            queued |= requeued > 0;
            metrics.NoteSwept(found, changes, written);
            MessagingMetrics.Add(metrics.Resolved, MessagingTags.Result, "sent_again", requeued);
            MessagingMetrics.Add(metrics.Resolved, MessagingTags.Result, "unknown", written.Count - requeued);
            Log.MessagesResolved(logger, written.Count, requeued, written.Count - requeued);
            if (found.Count < LeaseRescuer.BatchSize || written.Count == 0 || undecided.Count < found.Count)
            {
                return queued;
            }
        }
    }
}
