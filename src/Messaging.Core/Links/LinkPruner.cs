using Messaging.Maintenance;
using Messaging.Storage;

namespace Messaging.Links;

/// <summary>Deletes used tokens and targets whose time is over.</summary>
internal sealed class LinkPruner(ILinkStore store, StoreClock clock, TimeProvider time) : IJanitor
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private const int BatchSize = 500;

    private long? _prunedAt;

    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (_prunedAt is { } at && time.GetElapsedTime(at) < Interval)
        {
            return false;
        }

        while (await store.PruneAsync(clock.GetUtcNow(), BatchSize, cancellationToken).ConfigureAwait(false) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        _prunedAt = time.GetTimestamp();
        return false;
    }
}
