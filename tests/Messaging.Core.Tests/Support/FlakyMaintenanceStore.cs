using System.Reflection;
using Messaging.Storage;

namespace Messaging.Core.Tests.Support;

/// <summary>A maintenance store whose database is sometimes gone when deliveries are given back. Everything else goes on to another store.</summary>
public class FlakyMaintenanceStore : DispatchProxy
{
    private IMaintenanceStore? _inner;
    private int _failures;

    public static IMaintenanceStore Create(IMaintenanceStore inner)
    {
        var store = Create<IMaintenanceStore, FlakyMaintenanceStore>();
        ((FlakyMaintenanceStore)store)._inner = inner;
        return store;
    }

    /// <summary>Fails as many times as this from now on.</summary>
    public static void Fail(IMaintenanceStore store, int times) => ((FlakyMaintenanceStore)store)._failures = times;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IMaintenanceStore.ReleaseAsync) && _failures-- > 0
            ? Task.FromException<int>(new MessageStoreException("The database is gone.") { IsTransient = true })
            : targetMethod.Invoke(_inner, args);
}
