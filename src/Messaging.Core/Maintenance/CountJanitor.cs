using Messaging.Dispatching;
using Messaging.Storage;

namespace Messaging.Maintenance;

/// <summary>Adds changes of counts to their sums, for a second per sweep at most, and reads for the gauge how many messages are open.</summary>
internal sealed class CountJanitor(ICountStore counts, DispatcherWatch watch, TimeProvider time) : IJanitor
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(10);

    private long? _readAt;

    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (await counts.FoldAsync(BatchSize, cancellationToken).ConfigureAwait(false) > 0 && time.GetElapsedTime(began) < Budget)
        {
        }

        // A gauge is scraped as often as somebody likes, by as many as like.
        if (watch.WantsDepths && (_readAt is not { } last || time.GetElapsedTime(last) >= ReadEvery))
        {
            _readAt = time.GetTimestamp();
            watch.NoteDepths(await counts.ReadDepthsAsync(cancellationToken).ConfigureAwait(false));
        }

        return false;
    }
}
