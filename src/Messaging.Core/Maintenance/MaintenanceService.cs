using Messaging.Dispatching;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Maintenance;

/// <summary>Runs the janitors at the sweep interval, spread so that nodes do not sweep in step.</summary>
internal sealed class MaintenanceService(
    IEnumerable<IJanitor> janitors, DispatchSignal signal, StorePatience patience, DispatcherWatch watch, TimeProvider time,
    IOptions<DispatcherOptions> options, ILogger<MaintenanceService> logger) : BackgroundService
{
    private readonly TimeSpan _interval = options.Value.SweepInterval;

    /// <summary>Runs every janitor once; one that fails does not keep the others from their work.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var queued = false;
        foreach (var janitor in janitors)
        {
            try
            {
                queued |= await janitor.RunOnceAsync(cancellationToken).ConfigureAwait(false);
                watch.NoteJanitor(janitor.GetType().Name);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (MessageStoreException e) when (e.IsTransient)
            {
                patience.NoteFailure("sweep", e);
                if (e.OutcomeUnknown)
                {
                    // The database is out of reach, for the other janitors too.
                    break;
                }
            }
            catch (Exception e)
            {
                var (error, words) = (e.GetType().Name, Log.OwnWords(e));
                if (watch.NoteJanitorFailure(janitor.GetType().Name, $"{error} {words}"))
                {
                    Log.JanitorFailed(logger, janitor.GetType().Name, error, words);
                }
            }
        }

        if (queued)
        {
            signal.Notify();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            await RunOnceAsync(stoppingToken).ConfigureAwait(false);
            var spread = 0.8 + (0.4 * Random.Shared.NextDouble());
            await Task.Delay(_interval * spread, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
