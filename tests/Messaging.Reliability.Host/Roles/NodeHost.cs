using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.Reliability.Host.Roles;

/// <summary>Builds the host of a node that runs until it is told to stop.</summary>
internal static class NodeHost
{
    public static IHost Build(HostSettings settings, Announcer announcer)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(new LineLoggerProvider(announcer));
        if (settings.Role == HostRole.Dispatch)
        {
            MessagingSetup.Add(builder.Services, settings, announcer);
        }

        return builder.Build();
    }
}
