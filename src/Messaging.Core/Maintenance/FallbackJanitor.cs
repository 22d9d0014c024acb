using Messaging.Dispatching;
using Messaging.Storage;

namespace Messaging.Maintenance;

/// <summary>Brings messages forward that fall back on another channel, once the one before them has failed.</summary>
internal sealed class FallbackJanitor(IMaintenanceStore maintenance, StoreClock clock, TimeProvider time) : IJanitor
{
    // It goes through all chains that are stored.
    private readonly LookPace _pace = new(time);

    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken) =>
        _pace.IsDue && await _pace.LookAsync(() => maintenance.AdvanceChainsAsync(LeaseRescuer.BatchSize, clock.GetUtcNow(), cancellationToken)).ConfigureAwait(false) > 0;
}
