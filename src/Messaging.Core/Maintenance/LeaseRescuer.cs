using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Maintenance;

/// <summary>Takes messages from dispatchers that disappeared, and attempts that hang. What was not started is queued again; what was started waits for proof.</summary>
internal sealed class LeaseRescuer(
    IMaintenanceStore maintenance, IDeliveryStore store, DeliveryRules rules, StoreClock clock, MessagingMetrics metrics, TimeProvider time, IOptions<DispatcherOptions> options, ILogger<LeaseRescuer> logger) : IJanitor
{
    internal const int BatchSize = 500;

    // Queues are looked at each second, however short the poll interval.
    private static readonly TimeSpan ShortestLook = TimeSpan.FromSeconds(1);

    // To find what is abandoned passes over what the vanished had finished; to find what hangs, over what anybody had, which must not keep from being rescued what is abandoned.
    private readonly LookPace _abandoned = new(time);
    private readonly LookPace _hung = new(time);

    private TimeSpan Apart => 2 * (options.Value.PollInterval > ShortestLook ? options.Value.PollInterval : ShortestLook);

    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken) =>
        await RescueAsync(_abandoned, DeliveryCondition.Abandoned, TimeSpan.Zero, cancellationToken).ConfigureAwait(false)
        | await RescueAsync(_hung, DeliveryCondition.Hung, options.Value.HungAfter, cancellationToken).ConfigureAwait(false);

    private async Task<bool> RescueAsync(LookPace pace, DeliveryCondition condition, TimeSpan age, CancellationToken cancellationToken)
    {
        var (isDue, queued) = (pace.IsDue, false);
        while (isDue)
        {
            var now = clock.GetUtcNow();
            var found = await pace.LookAsync(() => maintenance.FindAsync(condition, now - age, BatchSize, cancellationToken)).ConfigureAwait(false);
            if (found.Count == 0)
            {
                break;
            }

            var apart = Separate(found);
            var changes = found.Select(d => DeliveryTransition.Rescue(d, rules, now, apart.TryGetValue(d.Id, out var wait) ? wait : null)).ToList();
            var written = await store.RecordAsync(changes, now, cancellationToken).ConfigureAwait(false);
            var rescued = changes.Where(c => written.Contains(c.Id)).ToList();
            queued |= rescued.Exists(c => c.WorkState == WorkState.Queued);
            metrics.NoteSwept(found, changes, written);
            Tell(rescued);
            isDue = found.Count == BatchSize && rescued.Count > 0;
        }

        return queued;
    }

    // A process takes down with it whatever else it held. What was there each time goes one by one, far enough apart for a look at the queue in between; the one that was there most often
    // is guilty, once it is alone with that.
    private Dictionary<Guid, TimeSpan> Separate(IReadOnlyList<Delivery> found) =>
        found.Where(d => d.RescueCount + 2 >= rules.MaxRescues)
            .GroupBy(d => d.OwnerEpoch)
            .SelectMany(g => Innocent([.. g]).Select((d, i) => (d.Id, Wait: (i + 1) * Apart)))
            .ToDictionary(s => s.Id, s => s.Wait);

    private static IEnumerable<Delivery> Innocent(List<Delivery> suspects)
    {
        var most = suspects.Max(d => d.RescueCount);
        return suspects.Count(d => d.RescueCount == most) == 1 ? suspects.Where(d => d.RescueCount < most) : suspects;
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
