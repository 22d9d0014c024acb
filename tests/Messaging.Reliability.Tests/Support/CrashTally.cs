using Xunit.Abstractions;
using Xunit.Sdk;

namespace Messaging.Reliability.Tests.Support;

/// <summary>Counts the scenarios of all crash tests, and prints after each class how many ended exactly as they must.</summary>
public sealed class CrashTally(IMessageSink messages) : IDisposable
{
    private static int _begun;
    private static int _exact;

    public static async Task CountAsync(Func<Task> scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        Interlocked.Increment(ref _begun);
        await scenario();
        Interlocked.Increment(ref _exact);
    }

    public void Dispose() => messages.OnMessage(new DiagnosticMessage($"Crash scenarios that ended exactly as they must: {_exact}/{_begun}"));
}
