namespace Messaging.Dispatching;

/// <summary>Wakes the dispatcher and tells it which lanes have news, so that it need not look for them.</summary>
internal sealed class DispatchSignal : IMessagingSignal
{
    private const int MaxLanes = 1_000;

    private readonly Lock _gate = new();
    private readonly HashSet<long> _lanes = [];
    private TaskCompletionSource _raised = NewSource();
    private bool _scan;

    /// <summary>Something may be due in any lane.</summary>
    public void Notify()
    {
        lock (_gate)
        {
            _scan = true;
            _raised.TrySetResult();
        }
    }

    /// <summary>Something is due in these lanes.</summary>
    public void Notify(IEnumerable<long> lanes)
    {
        lock (_gate)
        {
            foreach (var lane in lanes)
            {
                // More news than a look-up costs: look instead of remembering.
                _scan |= _lanes.Count >= MaxLanes;
                if (!_scan)
                {
                    _lanes.Add(lane);
                }
            }

            _raised.TrySetResult();
        }
    }

    /// <summary>Completes when there is news, at once if there already is.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _raised.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes the news.</summary>
    public (bool Scan, IReadOnlyList<long> Lanes) Take()
    {
        lock (_gate)
        {
            var news = (_scan, (IReadOnlyList<long>)[.. _lanes]);
            _scan = false;
            _lanes.Clear();
            if (_raised.Task.IsCompleted)
            {
                _raised = NewSource();
            }

            return news;
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
