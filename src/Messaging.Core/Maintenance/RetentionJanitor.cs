using Messaging.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Maintenance;

/// <summary>Deletes contents, reports and messages that are past their time, in small batches and for a second per sweep at most, so that the other janitors never wait long.</summary>
internal sealed class RetentionJanitor(IMaintenanceStore maintenance, StoreClock clock, TimeProvider time, IOptions<RetentionOptions> options, ILogger<RetentionJanitor> logger) : IJanitor
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);
    private const int BatchSize = 500;

    private readonly IReadOnlyList<RetentionWalk> _walks = RetentionWalk.Of(options.Value);

    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var removed = new int[Enum.GetValues<RetainedRows>().Length];
        try
        {
            await RunAsync(removed, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (removed.Any(n => n > 0))
            {
                Log.MessagesPruned(logger, removed[(int)RetainedRows.Contents], removed[(int)RetainedRows.Events], removed[(int)RetainedRows.Messages]);
            }
        }

        return false;
    }

    private async Task RunAsync(int[] removed, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        foreach (var walk in _walks)
        {
            while (walk.IsDue(time))
            {
                var step = await maintenance.PruneAsync(walk.Next(clock.GetUtcNow()), BatchSize, cancellationToken).ConfigureAwait(false);
                walk.Take(step, time);
                removed[(int)walk.Rows] += step.Removed;
                if (time.GetElapsedTime(began) > Budget)
                {
                    return;
                }
            }
        }
    }
}
