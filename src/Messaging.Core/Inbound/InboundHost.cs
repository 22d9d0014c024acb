using Microsoft.Extensions.Hosting;

namespace Messaging.Inbound;

/// <summary>Starts and stops the worker with the host.</summary>
internal sealed class InboundHost(InboundWorker worker) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => worker.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => worker.StopAsync(cancellationToken);
}
