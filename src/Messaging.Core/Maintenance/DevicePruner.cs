using Messaging.Storage;

namespace Messaging.Maintenance;

/// <summary>Deletes devices 90 days after they went out of use. Until then they tell that what was planned for one must not go to it.</summary>
internal sealed class DevicePruner(IDeviceStore devices, StoreClock clock, TimeProvider time) : IJanitor
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(90);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private const int BatchSize = 500;

    private long? _prunedAt;

    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (_prunedAt is { } at && time.GetElapsedTime(at) < Interval)
        {
            return false;
        }

        while (await devices.PruneAsync(clock.GetUtcNow() - Age, BatchSize, cancellationToken).ConfigureAwait(false) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        _prunedAt = time.GetTimestamp();
        return false;
    }
}
