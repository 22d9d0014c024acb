using Messaging.Testing;

namespace Messaging.Providers.Smtp.Tests.Support;

/// <summary>Waiting in tests: for signals, never for time.</summary>
internal static class TestTime
{
    private static readonly TimeSpan NeverReached = TimeSpan.FromSeconds(60);

    /// <summary>Turns a test that would hang into one that fails.</summary>
    public static Task WithinTestTime(this Task task) => task.WaitAsync(NeverReached);

    /// <inheritdoc cref="WithinTestTime(Task)"/>
    public static Task<T> WithinTestTime<T>(this Task<T> task) => task.WaitAsync(NeverReached);

    /// <summary>Moves the clock second by second until the task ends.</summary>
    public static async Task<T> PassUntilAsync<T>(this ManualTimeProvider clock, Task<T> task)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (!task.IsCompleted && TimeProvider.System.GetElapsedTime(end) < NeverReached)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await task.WithinTestTime();
    }
}
