using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.Logging;

namespace Messaging.Dispatching;

/// <summary>Writes announcements and results, each in whatever batches gather. Thread-safe; callers wait when too many are waiting.</summary>
internal sealed class DeliveryWriter : IAsyncDisposable
{
    private const int MaxBatch = 500;
    private const int MaxResults = 256;

    private readonly IDeliveryStore _store;
    private readonly DispatcherLease _lease;
    private readonly StorePatience _patience;
    private readonly StoreClock _clock;
    private readonly MessagingMetrics _metrics;
    private readonly ILogger<DeliveryWriter> _logger;
    private readonly Coalescer<DeliveryStart, StartVerdict> _starts;
    private readonly Coalescer<DeliveryChange, bool> _results;
    private readonly CancellationTokenSource _giveUp = new();

    public DeliveryWriter(IDeliveryStore store, DispatcherLease lease, StorePatience patience, StoreClock clock, MessagingMetrics metrics, ILogger<DeliveryWriter> logger)
    {
        (_store, _lease, _patience, _clock, _metrics, _logger) = (store, lease, patience, clock, metrics, logger);
        _starts = new Coalescer<DeliveryStart, StartVerdict>(MaxBatch, MaxBatch, StartAsync, isRepeatable: true);
        _results = new Coalescer<DeliveryChange, bool>(MaxBatch, MaxResults, RecordAsync, isRepeatable: true);
    }

    /// <summary>Lets announcements gather while many are being made by code that does not wait. Dispose it soon.</summary>
    public IDisposable HoldStarts() => _starts.Hold();

    /// <summary>Announces a call, under the lease that the process has now.</summary>
    public Task<StartVerdict> StartAsync(DeliveryStart start) => _starts.RunAsync(start);

    /// <summary>Records what became of a delivery.</summary>
    /// <returns>Whether it was still ours to decide.</returns>
    public Task<bool> RecordAsync(DeliveryChange change) => _results.RunAsync(change);

    public async ValueTask DisposeAsync()
    {
        await _giveUp.CancelAsync().ConfigureAwait(false);
        await _starts.DisposeAsync().ConfigureAwait(false);
        await _results.DisposeAsync().ConfigureAwait(false);
        _giveUp.Dispose();
    }

    private async Task<IReadOnlyList<StartVerdict>> StartAsync(IReadOnlyList<DeliveryStart> starts)
    {
        _metrics.NoteBatch("start", starts.Count);
        var verdicts = await _patience.RunAsync("announce calls", token => _store.StartAsync(starts, _clock.GetUtcNow(), token), _lease.Trust).ConfigureAwait(false);
        return [.. starts.Select(s => verdicts.GetValueOrDefault(s.Id))];
    }

    private async Task<IReadOnlyList<bool>> RecordAsync(IReadOnlyList<DeliveryChange> changes)
    {
        _metrics.NoteBatch("record", changes.Count);
        var written = await _patience.RunAsync("record results", token => _store.RecordAsync(changes, _clock.GetUtcNow(), token), _giveUp.Token).ConfigureAwait(false);
        if (written.Count < changes.Count)
        {
            Log.WritesFenced(_logger, changes.Count - written.Count);
            _metrics.FencedWrites.Add(changes.Count - written.Count);
        }

        return [.. changes.Select(c => written.Contains(c.Id))];
    }
}
