using Messaging.Storage;

namespace Messaging.Dispatching;

/// <summary>Keeps the lane table up to date: by what the signal heard at once, and by a look at the database each second, or less often where that takes long. What is paused stays out of the table.</summary>
/// <remarks>Not thread-safe: only the dispatcher's loop uses it.</remarks>
internal sealed class LaneLookUp(IDeliveryStore store, IQueueStore queues, QueueRules rules, DispatchSignal signal, StoreClock clock, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly LookPace _pace = new(time);
    private long? _lookedAt;
    private bool _isPutOff;

    /// <summary>The lanes, and whose turn it is.</summary>
    public LaneTable Lanes { get; } = new();

    /// <summary>How long until a look that was put off is due; null when none was.</summary>
    public TimeSpan? Rest => _isPutOff ? _pace.Rest : null;

    /// <summary>Makes the next refresh look, however short ago the last one was.</summary>
    public void Forget() => _lookedAt = null;

    /// <summary>Takes in what is new.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var (scan, lanes) = signal.Take();
        try
        {
            if (scan || (_isPutOff && _pace.IsDue) || _lookedAt is not { } at || time.GetElapsedTime(at) >= Interval || rules.MustLookUp(lanes))
            {
                await LookAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            // What is paused never enters the table: it gets no share, and nothing waits for its due time. What is known by hint is known even if the look fails.
            Lanes.Add(rules.Open(lanes), clock.GetUtcNow());
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var timestamp = time.GetTimestamp();
        rules.Replace(await queues.ListAsync(cancellationToken).ConfigureAwait(false));
        _isPutOff = !_pace.IsDue;
        if (_isPutOff)
        {
            Lanes.Close(rules.IsPaused);
        }
        else
        {
            Lanes.Replace(rules.Open(await _pace.LookAsync(() => store.FindLanesAsync(cancellationToken)).ConfigureAwait(false)));
        }

        _lookedAt = timestamp;
    }
}
