using Microsoft.Extensions.Logging;

namespace Messaging.Dispatching;

/// <summary>Repeats store calls that failed for a passing reason, with growing pauses, and says so once per outage.</summary>
/// <remarks>Every call it is given must be safe to repeat when its outcome is unknown; those of the delivery store are.</remarks>
internal sealed class StorePatience(TimeProvider time, MessagingMetrics metrics, ILogger<StorePatience> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private int _down;
    private long _downSince;

    /// <summary>Since when the store has been failing, by this process's clock, or null while it answers.</summary>
    public DateTimeOffset? DownSince => Volatile.Read(ref _down) == 1 ? new DateTimeOffset(Interlocked.Read(ref _downSince), TimeSpan.Zero) : null;

    /// <summary>Runs a call until it succeeds, fails for good, or is cancelled.</summary>
    public async Task<T> RunAsync<T>(string operation, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = Min(pause * 2, LongestPause))
        {
            try
            {
                var result = await call(cancellationToken).ConfigureAwait(false);
                NoteSuccess();
                return result;
            }
            catch (MessageStoreException e) when (e.IsTransient && !cancellationToken.IsCancellationRequested)
            {
                NoteFailure(operation, e);
                MessagingMetrics.Add(metrics.StoreRetries, MessagingTags.Operation, operation);
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Notes that a call failed, for callers that do their own waiting.</summary>
    public void NoteFailure(string operation, Exception failure)
    {
        if (Volatile.Read(ref _down) == 0)
        {
            Interlocked.Exchange(ref _downSince, time.GetUtcNow().UtcTicks);
        }

        if (Interlocked.Exchange(ref _down, 1) == 0)
        {
            metrics.StoreOutages.Add(1);

            // Only the library's own words: those of a driver may show values.
            Log.StoreUnavailable(logger, operation, (failure.InnerException ?? failure).GetType().Name, failure is MessagingException ? failure.Message : "");
        }
    }

    /// <summary>Notes that the store answered.</summary>
    public void NoteSuccess()
    {
        if (Volatile.Read(ref _down) == 1 && Interlocked.Exchange(ref _down, 0) == 1)
        {
            Log.StoreAvailable(logger);
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
