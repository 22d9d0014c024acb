namespace Messaging.Dispatching;

/// <summary>Counts how many more messages may be in flight. After it was full it waits for several slots to come free, so that a claim is worth its round trip.</summary>
internal sealed class SlotGate
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly int _size;
    private readonly int _worthwhile;
    private TaskCompletionSource? _waiter;
    private int _wanted;
    private int _free;
    private bool _wasFull;

    public SlotGate(int size, TimeProvider time) => (_size, _free, _worthwhile, _time) = (size, size, Math.Max(1, size / 8), time);

    /// <summary>How many messages are in flight.</summary>
    public int InUse
    {
        get
        {
            lock (_gate)
            {
                return _size - _free;
            }
        }
    }

    /// <summary>Takes up to a number of slots, waiting until there is at least one.</summary>
    /// <returns>How many were taken.</returns>
    public async Task<int> TakeAsync(int most, CancellationToken cancellationToken)
    {
        var taken = TryTake(most);
        if (taken > 0)
        {
            return taken;
        }

        await WaitForAsync(1, cancellationToken).ConfigureAwait(false);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(WaitForAsync(_worthwhile, patience.Token), Task.Delay(Patience, _time, patience.Token)).ConfigureAwait(false);
        await patience.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        // Slots come free together when a batch of results has been written: behind those that are about to give theirs back.
        await Task.Yield();
        return Take(most);
    }

    /// <summary>Gives slots back.</summary>
    public void Release(int count)
    {
        lock (_gate)
        {
            _free += count;
            if (_waiter is not null && _free >= _wanted)
            {
                _waiter.TrySetResult();
                _waiter = null;
            }
        }
    }

    /// <summary>Completes when nothing is in flight.</summary>
    public Task WaitUntilIdleAsync(CancellationToken cancellationToken) => WaitForAsync(_size, cancellationToken);

    // Few are enough while it is not full: they are what lanes in need of all slots leave to others.
    private int TryTake(int most)
    {
        lock (_gate)
        {
            _wasFull = _free == 0 || (_wasFull && _free < _worthwhile);
            return _wasFull ? 0 : Take(most);
        }
    }

    private int Take(int most)
    {
        lock (_gate)
        {
            var taken = Math.Min(_free, most);
            _free -= taken;
            return taken;
        }
    }

    // One waiter only: the dispatcher's loop, and after it has ended, its drain.
    private Task WaitForAsync(int count, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_free >= count)
            {
                return Task.CompletedTask;
            }

            _wanted = count;
            _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiter.Task.WaitAsync(cancellationToken);
        }
    }
}
