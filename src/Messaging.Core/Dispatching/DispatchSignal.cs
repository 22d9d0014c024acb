namespace Messaging.Dispatching;

/// <summary>Wakes the dispatcher and tells it which lanes have news, so that it need not look for them. What this process committed is also hinted to others.</summary>
internal sealed class DispatchSignal(IWakeUpHint? others = null) : IMessagingSignal
{
    private const int MaxLanes = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, DateTimeOffset> _lanes = [];
    private TaskCompletionSource _raised = NewSource();
    private bool _scan;
    private volatile WakeUpState _wakeUp;

    public WakeUpState WakeUp
    {
        get => _wakeUp;
        set => _wakeUp = value;
    }

    /// <summary>Something may be due in any lane, for this dispatcher.</summary>
    public void Notify()
    {
        lock (_gate)
        {
            _scan = true;
            _raised.TrySetResult();
        }
    }

    /// <summary>The host committed something the library did not see.</summary>
    void IMessagingSignal.Notify()
    {
        Notify();
        others?.Send(null);
    }

    /// <summary>This process committed something that is due in these lanes: any dispatcher may take it.</summary>
    public void Notify(IEnumerable<long> lanes)
    {
        var news = lanes.ToHashSet();
        Wake(news, DateTimeOffset.MinValue);
        if (news.Count > 0)
        {
            others?.Send(news);
        }
    }

    /// <summary>Something falls due in these lanes, for this dispatcher.</summary>
    /// <param name="lanes">The lanes.</param>
    /// <param name="dueAt">When; any time in the past for now.</param>
    public void Wake(IReadOnlyCollection<long> lanes, DateTimeOffset dueAt)
    {
        lock (_gate)
        {
            foreach (var lane in lanes)
            {
                // More news than a look-up costs: look instead of remembering.
                _scan |= _lanes.Count >= MaxLanes;
                if (!_scan && !(_lanes.TryGetValue(lane, out var known) && known <= dueAt))
                {
                    _lanes[lane] = dueAt;
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
    /// <returns>Whether to look in all lanes, and which have news, each with the time it falls due.</returns>
    public (bool Scan, IReadOnlyDictionary<long, DateTimeOffset> Lanes) Take()
    {
        lock (_gate)
        {
            var news = (_scan, (IReadOnlyDictionary<long, DateTimeOffset>)new Dictionary<long, DateTimeOffset>(_lanes));
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
