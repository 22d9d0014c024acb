using Microsoft.Extensions.Logging;

namespace Messaging.Dispatching;

/// <summary>Repeats store calls that failed for a passing reason, with growing pauses, and says once per outage that and why it fails. The first call that succeeds ends the pauses of all.</summary>
/// <remarks>Every call it is given must be safe to repeat when its outcome is unknown; those of the delivery store are. A heartbeat that failed is tried again after a second, so the others may try rarely.</remarks>
internal sealed class StorePatience(TimeProvider time, MessagingMetrics metrics, ILogger<StorePatience> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestMoment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private TaskCompletionSource _answers = NewSignal();
    private StoreOutage? _outage;

    /// <summary>Since when the store has been failing, and why; null while it answers.</summary>
    public StoreOutage? Outage => Volatile.Read(ref _outage);

    /// <summary>Runs a call until it succeeds, fails for good, or is cancelled.</summary>
    public async Task<T> RunAsync<T>(string operation, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
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
                await PauseAsync(failures, cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Waits before a call is repeated: a moment, and then until the store answers somebody, but not for long. Never throws.</summary>
    /// <param name="failures">How often the call has failed in a row.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task PauseAsync(int failures, CancellationToken cancellationToken)
    {
        var answers = Volatile.Read(ref _answers).Task;

        // Always a moment: what alone fails, while the store answers others, must not spin.
        var (least, most) = (Grown(2, failures, LongestMoment), Grown(3, failures, LongestPause));
        await Task.Delay(least, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // It may have answered somebody between the failure and this wait: nobody would tell.
        if (Outage is null)
        {
            return;
        }

        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(answers, Task.Delay(most - least, time, awake.Token)).ConfigureAwait(false);
        await awake.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Notes that a call of a loop failed, for whatever reason: the loop goes on.</summary>
    public void Note(string operation, Exception failure)
    {
        if (failure is MessageStoreException)
        {
            NoteFailure(operation, failure);
        }
        else
        {
            Log.StoreFailed(logger, operation, failure.GetType().Name, Log.OwnWords(failure));
        }
    }

    /// <summary>Notes that the store failed, for callers that do their own waiting.</summary>
    public void NoteFailure(string operation, Exception failure)
    {
        var (known, reason) = (Outage, Log.OwnWords(failure));
        var mustBeMended = failure is MessageStoreException { IsTransient: false };
        if (known is not null && (!mustBeMended || string.Equals(known.Reason, reason, StringComparison.Ordinal)))
        {
            return;
        }

        // Of those that fail at the same time, one tells.
        var outage = new StoreOutage(known?.Since ?? time.GetUtcNow(), reason);
        if (!ReferenceEquals(Interlocked.CompareExchange(ref _outage, outage, known), known))
        {
            return;
        }

        if (known is null)
        {
            metrics.StoreOutages.Add(1);
        }

        if (mustBeMended)
        {
            Log.StoreFailed(logger, operation, failure.GetType().Name, reason);
        }
        else
        {
            Log.StoreUnavailable(logger, operation, (failure.InnerException ?? failure).GetType().Name, reason);
        }
    }

    /// <summary>Notes that the store answered.</summary>
    public void NoteSuccess()
    {
        if (Outage is not null && Interlocked.Exchange(ref _outage, null) is not null)
        {
            Log.StoreAvailable(logger);
            Interlocked.Exchange(ref _answers, NewSignal()).TrySetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TimeSpan Grown(double factor, int failures, TimeSpan limit) =>
        TimeSpan.FromMilliseconds(Math.Min(limit.TotalMilliseconds, FirstPause.TotalMilliseconds * Math.Pow(factor, failures - 1)));
}
