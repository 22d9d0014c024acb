using Messaging.Channels;
using Messaging.Storage;

namespace Messaging.Dispatching;

/// <summary>Shows and tries connections.</summary>
internal sealed class ConnectionDirectory(ChannelDirectory channels, ConnectionHealth health, StoreClock clock) : IConnections
{
    public async ValueTask<IReadOnlyList<ConnectionStatus>> ListAsync(string tenant = "", CancellationToken cancellationToken = default)
    {
        var (set, now) = (await channels.OfTenantAsync(tenant, cancellationToken).ConfigureAwait(false), clock.GetUtcNow());
        return [.. set.All.Select(c => health.StatusOf(c, now))];
    }

    public async Task<SendFailure?> TestAsync(string name, string tenant = "", CancellationToken cancellationToken = default)
    {
        var set = await channels.OfTenantAsync(tenant, cancellationToken).ConfigureAwait(false);
        var found = set.All.Where(c => string.Equals(c.Name, name, StringComparison.Ordinal)).ToList();
        if (found.Count == 0)
        {
            throw new MessagingConfigurationException($"There is no connection '{name}'. IConnections.ListAsync lists those that there are.");
        }

        var test = found.Select(c => c.Find<IConnectionTest>()).FirstOrDefault(t => t is not null)
            ?? throw new MessagingConfigurationException($"The adapter of connection '{name}' has no test. Implement IConnectionTest beside IChannelAdapter.");
        return await test.TestAsync(cancellationToken).ConfigureAwait(false);
    }
}
