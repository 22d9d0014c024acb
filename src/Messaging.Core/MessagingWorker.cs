using Messaging.Dispatching;
using Messaging.Maintenance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Starts and stops the dispatcher and the janitors with the host, unless this process only stores messages.</summary>
internal sealed class MessagingWorker(IServiceProvider services, IOptions<MessagingOptions> options) : IHostedService
{
    private readonly List<IHostedService> _running = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.SendOnly)
        {
            return;
        }

        _running.Add(services.GetRequiredService<MaintenanceService>());
        _running.Add(services.GetRequiredService<MessageDispatcher>());
        foreach (var service in _running)
        {
            await service.StartAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Both at once: the drain must not lose time to a sweep that is under way.
        await Task.WhenAll(_running.Select(s => s.StopAsync(cancellationToken))).ConfigureAwait(false);
        _running.Clear();
    }
}
