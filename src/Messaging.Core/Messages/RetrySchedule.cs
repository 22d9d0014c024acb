namespace Messaging.Messages;

/// <summary>When a refused attempt is repeated. Pure: the same numbers give the same time.</summary>
/// <param name="Delays">The wait after each refusal, so their number is the number of retries.</param>
/// <param name="Jitter">How far each wait is spread to both sides, as a fraction, so that many failures do not return together.</param>
public sealed record RetrySchedule(IReadOnlyList<TimeSpan> Delays, double Jitter)
{
    /// <summary>Four retries, after 1, 5, 15 and 60 minutes, each ± 20 %.</summary>
    public static RetrySchedule Default { get; } =
        new([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60)], 0.2);

    /// <summary>The wait before the next attempt, or null when no attempt is left.</summary>
    /// <param name="retryCount">How many retries were used up before.</param>
    /// <param name="random">A number from 0 (inclusive) to 1 that places the wait within its spread; 0.5 is the middle.</param>
    /// <param name="atLeast">The shortest wait the provider asked for.</param>
    public TimeSpan? Next(int retryCount, double random, TimeSpan? atLeast = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(retryCount);
        if (retryCount >= Delays.Count)
        {
            return null;
        }

        var spread = 1 + (Jitter * ((2 * random) - 1));
        var delay = TimeSpan.FromMilliseconds(Math.Round(Delays[retryCount].TotalMilliseconds * spread));
        return atLeast > delay ? atLeast : delay;
    }
}
