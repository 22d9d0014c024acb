using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Maintenance;

/// <summary>Takes messages from dispatchers that disappeared, and attempts that hang. What was not started is queued again; what was started waits for proof.</summary>
internal sealed class LeaseRescuer(
    IMaintenanceStore maintenance, IDeliveryStore store, DeliveryRules rules, StoreClock clock, MessagingMetrics metrics, IOptions<DispatcherOptions> options, ILogger<LeaseRescuer> logger) : IJanitor
{
    internal const int BatchSize = 500;

    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken) =>
        await RescueAsync(DeliveryCondition.Abandoned, TimeSpan.Zero, cancellationToken).ConfigureAwait(false)
        | await RescueAsync(DeliveryCondition.Hung, options.Value.HungAfter, cancellationToken).ConfigureAwait(false);

    private async Task<bool> RescueAsync(DeliveryCondition condition, TimeSpan age, CancellationToken cancellationToken)
    {
        var queued = false;
        while (true)
        {
            var now = clock.GetUtcNow();
            var found = await maintenance.FindAsync(condition, now - age, BatchSize, cancellationToken).ConfigureAwait(false);
            if (found.Count == 0)
            {
                return queued;
            }

            var changes = found.Select(d => DeliveryTransition.Rescue(d, rules, now)).ToList();
            var written = await store.RecordAsync(changes, now, cancellationToken).ConfigureAwait(false);
            var rescued = changes.Where(c => written.Contains(c.Id)).ToList();
            queued |= rescued.Exists(c => c.WorkState == WorkState.Queued);
            metrics.NoteSwept(found, changes, written);
            Tell(rescued);
            if (found.Count < BatchSize || rescued.Count == 0)
            {
                return queued;
            }
        }
    }

    private void Tell(List<DeliveryChange> rescued)
    {
        if (rescued.Count > 0)
        {
            foreach (var state in rescued.CountBy(c => c.WorkState))
            {
                MessagingMetrics.Add(metrics.Rescued, MessagingTags.Result, state.Key switch { WorkState.Queued => "queued", WorkState.Parked => "parked", _ => "poison" }, state.Value);
            }

            Log.MessagesRescued(
                logger,
                rescued.Count,
                rescued.Count(c => c.WorkState == WorkState.Queued),
                rescued.Count(c => c.WorkState == WorkState.Parked),
                rescued.Count(c => c.WorkState == WorkState.Done));
        }
    }
}
