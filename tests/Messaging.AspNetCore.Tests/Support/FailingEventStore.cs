using System.Reflection;
using Messaging.Storage;

namespace Messaging.AspNetCore.Tests.Support;

/// <summary>A store whose database is gone, whatever it is asked.</summary>
public class FailingEventStore : DispatchProxy
{
    public static IEventStore Create() => Create<IEventStore, FailingEventStore>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new MessageStoreException("The database is gone.") { IsTransient = true };
}
