using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.EntityFramework.Store;

/// <summary>Looks at the tables before the host starts, if they are to be partitioned: ordinary ones with rows must be known then. A database that cannot be reached is waited for later, as always.</summary>
internal sealed class PartitionStartup(StoreExecutor executor, IOptions<EntityFrameworkStoreOptions> options) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.MonthlyPartitions)
        {
            return;
        }

        try
        {
            await executor.ReadAsync("look at the tables", _ => Task.FromResult(true), cancellationToken).ConfigureAwait(false);
        }
        catch (MessageStoreException)
        {
            // Whoever uses the store first says so.
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
