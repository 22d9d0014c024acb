using System.Diagnostics;

namespace Messaging.Reliability.Tests.Support;

/// <summary>Waits for conditions by looking again and again, and never for a span of time.</summary>
public static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(Tier.Of(120, 1_800));
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    public static Task UntilAsync(Func<bool> condition, Func<string> failure, TimeSpan? pause = null) => UntilAsync(() => Task.FromResult(condition()), failure, pause);

    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string> failure, TimeSpan? pause = null)
    {
        var timestamp = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(timestamp) > Patience)
            {
                throw new InvalidOperationException(failure());
            }

            await Task.Delay(pause ?? Pause);
        }
    }
}
