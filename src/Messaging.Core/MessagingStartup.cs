using Messaging.Channels;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Checks the whole set-up before anything else of the host starts, so that what is missing is known at once and not with the first message.</summary>
internal sealed class MessagingStartup(IServiceProvider services, IOptions<MessagingOptions> options) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Check();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal void Check()
    {
        if (services.GetService<IMessageStore>() is null)
        {
            throw new MessagingConfigurationException(
                "There is nowhere to keep messages. Call UseSqlite(...), UsePostgreSql(...), UseDbContext<TContext>() or, in tests, UseInMemoryStore() on the builder that AddMessaging(...) returns.");
        }

        var directory = services.GetRequiredService<ChannelDirectory>();
        if (!options.Value.SendOnly && !directory.HasSource)
        {
            var missing = options.Value.DefaultChannels.Concat(options.Value.Channels).FirstOrDefault(c => directory.Default.Of(c).Count == 0);
            if (!missing.IsEmpty)
            {
                throw new MessagingConfigurationException(ChannelAdvice.NoAdapter(missing));
            }
        }

        foreach (var check in services.GetServices<IStartupCheck>())
        {
            check.Check();
        }
    }
}
