using Messaging.Storage;

namespace Messaging.Maintenance;

/// <summary>Brings messages forward that fall back on another channel, once the one before them has failed.</summary>
internal sealed class FallbackJanitor(IMaintenanceStore maintenance, StoreClock clock) : IJanitor
{
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken) =>
        await maintenance.AdvanceChainsAsync(LeaseRescuer.BatchSize, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false) > 0;
}
