using Messaging.Storage;

namespace Messaging.Maintenance;

/// <summary>Deletes what has served: request keys and unmatched reports after eight days, unreferenced blobs after one, expired dispatchers.</summary>
internal sealed class Pruner(IMaintenanceStore maintenance, StoreClock clock, TimeProvider time) : IJanitor
{
    /// <summary>How long a request key and an unmatched report are remembered. Providers repeat reports for up to seven days.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(8);

    private static readonly TimeSpan BlobAge = TimeSpan.FromHours(24);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private const int BatchSize = 500;

    private long? _prunedAt;

    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (_prunedAt is { } at && time.GetElapsedTime(at) < Interval)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        while (await maintenance.PruneAsync(now - Memory, now - BlobAge, BatchSize, cancellationToken).ConfigureAwait(false) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        _prunedAt = time.GetTimestamp();
        return false;
    }
}
