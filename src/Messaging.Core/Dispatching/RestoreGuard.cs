using Messaging.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Dispatching;

/// <summary>Keeps a restored backup from sending again what was sent after it was made: a dispatcher that starts after a long absence of all finds everything paused until somebody looked.</summary>
/// <remarks>
/// Asked once per process, before its first sign of life. The pause is committed before that sign, so of two that start together each either finds no sign of the other and pauses too, or finds the
/// pause of the other.
/// </remarks>
internal sealed class RestoreGuard(IQueueStore store, StoreClock clock, IOptions<DispatcherOptions> options, ILogger<RestoreGuard> logger)
{
    private bool _isChecked;

    /// <summary>Asks, unless it has been answered.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var absence = options.Value.PauseAfterAbsence;
        if (_isChecked || absence == TimeSpan.Zero)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var pause = QueueSetting.Of(QueueScope.Everything) with { PausedAt = now, PauseReason = QueueSetting.RestoredBackup };
        if (await store.PauseAfterAbsenceAsync(now - absence, pause, cancellationToken).ConfigureAwait(false) is { } last)
        {
            Log.StartedPaused(logger, last);
        }

        _isChecked = true;
    }
}
