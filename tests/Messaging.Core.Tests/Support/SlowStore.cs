using System.Reflection;
using Messaging.Testing;

namespace Messaging.Core.Tests.Support;

/// <summary>A store of which some calls take their time on the manual clock, and all are counted. Everything goes on to another store.</summary>
public class SlowStore : DispatchProxy
{
    private readonly List<string> _calls = [];
    private object? _inner;
    private ManualTimeProvider? _clock;
    private Func<string, TimeSpan>? _takes;

    /// <summary>Makes one.</summary>
    /// <param name="inner">The store.</param>
    /// <param name="clock">The clock that moves.</param>
    /// <param name="takes">How long a call takes, by its name and what it looks for.</param>
    public static T Create<T>(T inner, ManualTimeProvider clock, Func<string, TimeSpan> takes)
        where T : class
    {
        var store = Create<T, SlowStore>();
        var self = (SlowStore)(object)store;
        (self._inner, self._clock, self._takes) = (inner, clock, takes);
        return store;
    }

    /// <summary>How many calls there were of a name.</summary>
    public static int Count(object store, string call) => ((SlowStore)store)._calls.Count(c => string.Equals(c, call, StringComparison.Ordinal));

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var call = args is [Enum what, ..] ? $"{targetMethod!.Name} {what}" : targetMethod!.Name;
        _calls.Add(call);
        _clock!.Advance(_takes!(call));
        return targetMethod.Invoke(_inner, args);
    }
}
