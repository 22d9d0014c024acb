using Messaging.Maintenance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.Reliability.Host.Roles;

/// <summary>Builds the host of a node that runs until it is told to stop.</summary>
internal static class NodeHost
{
    public static IHost Build(HostSettings settings, Announcer announcer, Action<IServiceCollection>? change = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(new LineLoggerProvider(announcer));
        if (settings.Role == HostRole.Dispatch)
        {
            MessagingSetup.Add(builder.Services, settings, announcer);
        }

        change?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>Lets the janitor that takes messages from dead dispatchers run once, in a host that need not be started.</summary>
    public static Task RescueAsync(IHost host) => host.Services.GetServices<IJanitor>().OfType<LeaseRescuer>().Single().RunOnceAsync(CancellationToken.None);
}
