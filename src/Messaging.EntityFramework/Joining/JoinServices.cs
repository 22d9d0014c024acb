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

    public StoreClock Clock { get; } = root.GetRequiredService<StoreClock>();

    public StoreSetup Setup { get; } = root.GetRequiredService<StoreSetup>();
}
