using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Dispatching;

/// <summary>Renews the lease at the heartbeat interval, sooner while it cannot be renewed.</summary>
internal sealed class DispatcherHeartbeat(
    DispatcherLease lease, RestoreGuard restored, DispatchSignal signal, StorePatience patience, DispatcherWatch watch, TimeProvider time, IOptions<DispatcherOptions> options, ILogger<DispatcherHeartbeat> logger)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _interval = options.Value.HeartbeatInterval;
    private bool _started;

    /// <summary>Beats until it is cancelled. Never throws.</summary>
    public async Task RunAsync(CancellationToken drained)
    {
        while (!drained.IsCancellationRequested)
        {
            var wait = _interval;
            try
            {
                await BeatAsync().ConfigureAwait(false);
            }
            catch (Exception) when (drained.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                patience.Note("keep the lease", e);
                wait = wait < Again ? wait : Again;
            }

            watch.NoteRound();
            await Task.Delay(wait, time, drained).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task BeatAsync()
    {
        await restored.CheckAsync(CancellationToken.None).ConfigureAwait(false);
        await lease.BeatAsync(CancellationToken.None).ConfigureAwait(false);
        patience.NoteSuccess();
        if (!_started)
        {
            _started = true;
            Log.DispatcherStarted(logger, lease.Epoch);
        }

        // Sending begins with the first heartbeat, and again after a lost lease.
        signal.Notify();
    }
}
