using Messaging.Dispatching;
using Messaging.EntityFramework.Store;
using Messaging.Planning;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Joining;

/// <summary>What joined sends need of the application. Resolved when first used, since contexts are made while the container may still be at work.</summary>
internal sealed class JoinServices(IServiceProvider root)
{
    private readonly Lazy<RequestPlanner> _planner = new(root.GetRequiredService<RequestPlanner>);

    public RequestPlanner Planner => _planner.Value;

    public DispatchSignal Signal { get; } = root.GetRequiredService<DispatchSignal>();

    public MessagingMetrics Metrics { get; } = root.GetRequiredService<MessagingMetrics>();

    public StoreClock Clock { get; } = root.GetRequiredService<StoreClock>();

    public StoreSetup Setup { get; } = root.GetRequiredService<StoreSetup>();

    /// <summary>Counts what was committed, and wakes the dispatcher for it. What was undone and written again in one transaction is named twice, and counts once.</summary>
    public void Tell(IReadOnlyList<NewRequest> committed)
    {
        var requests = committed.DistinctBy(r => r.Id).ToList();
        requests.ForEach(r => Metrics.NoteRequest(r, AddResult.Added));
        var lanes = requests.SelectMany(Receipts.DueLanes).Distinct().ToList();
        if (lanes.Count > 0)
        {
            Signal.Notify(lanes);
        }
    }
}
