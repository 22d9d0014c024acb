using System.Threading.Channels;

namespace Messaging.Storage;

/// <summary>Runs an operation on whatever has gathered since it last ran: one call at a time. A lone item runs at once; under load the batches grow by themselves.</summary>
/// <remarks>Callers wait when <c>capacity</c> items are waiting, so nothing grows without bound.</remarks>
internal sealed class Coalescer<TItem, TResult> : IAsyncDisposable
{
    // After a batch of some size its callers come back together.
    private const int Many = 16;

    private readonly Lock _gate = new();
    private readonly Channel<Entry> _queue;
    private readonly int _maxBatch;
    private readonly Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> _run;
    private readonly bool _isRepeatable;
    private readonly Task _pump;
    private TaskCompletionSource? _held;
    private int _holds;

    /// <param name="maxBatch">The most items in one call.</param>
    /// <param name="capacity">How many may wait.</param>
    /// <param name="run">The operation: one result per item, in order. What it throws reaches the callers of that batch.</param>
    /// <param name="isRepeatable">Whether a batch that fails may be run again in halves, so that one bad item fails alone.</param>
    public Coalescer(int maxBatch, int capacity, Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> run, bool isRepeatable = false)
    {
        (_maxBatch, _run, _isRepeatable) = (maxBatch, run, isRepeatable);
        _queue = Channel.CreateBounded<Entry>(new BoundedChannelOptions(capacity) { SingleReader = true });

        // Made while something else is traced, often: what it runs later belongs to no such trace.
        using (ExecutionContext.SuppressFlow())
        {
            _pump = Task.Run(PumpAsync);
        }
    }

    /// <summary>Adds an item and waits for its result.</summary>
    public async Task<TResult> RunAsync(TItem item)
    {
        var entry = new Entry(item, new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously));
        await _queue.Writer.WriteAsync(entry).ConfigureAwait(false);
        return await entry.Result.Task.ConfigureAwait(false);
    }

    /// <summary>Lets items gather while many are being added by code that does not wait. Dispose it soon: nothing runs meanwhile.</summary>
    public IDisposable Hold()
    {
        lock (_gate)
        {
            _holds++;
            _held ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return new Held(this);
    }

    /// <summary>Runs what was added and ends. Nothing may be added afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _pump.ConfigureAwait(false);
    }

    private async Task PumpAsync()
    {
        var batch = new List<Entry>();
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            if (batch.Count >= Many && _queue.Reader.Count < batch.Count)
            {
                // Behind those that are about to add theirs.
                await Task.Yield();
            }

            await WaitWhileHeldAsync().ConfigureAwait(false);
            batch.Clear();
            while (batch.Count < _maxBatch && _queue.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }

            await RunBatchAsync(batch).ConfigureAwait(false);
        }
    }

    private Task WaitWhileHeldAsync()
    {
        lock (_gate)
        {
            return _held?.Task ?? Task.CompletedTask;
        }
    }

    private void Release()
    {
        lock (_gate)
        {
            if (--_holds == 0)
            {
                _held!.TrySetResult();
                _held = null;
            }
        }
    }

    private async Task RunBatchAsync(List<Entry> batch)
    {
        try
        {
            var results = await _run([.. batch.Select(e => e.Item)]).ConfigureAwait(false);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Result.TrySetResult(results[i]);
            }
        }
        catch (Exception e) when (_isRepeatable && batch.Count > 1 && e is not (OperationCanceledException or MessageStoreException { IsTransient: true }))
        {
            await RunBatchAsync(batch[..(batch.Count / 2)]).ConfigureAwait(false);
            await RunBatchAsync(batch[(batch.Count / 2)..]).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            batch.ForEach(entry => entry.Result.TrySetException(e));
        }
    }

    private sealed class Held(Coalescer<TItem, TResult> owner) : IDisposable
    {
        public void Dispose() => owner.Release();
    }

    private readonly record struct Entry(TItem Item, TaskCompletionSource<TResult> Result);
}
