using CustomAdapter;
using Messaging.Channels.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Adds SMS over Acme.</summary>
public static class AcmeMessagingBuilderExtensions
{
    public static MessagingBuilder AddAcme(this MessagingBuilder builder, Action<AcmeOptions> configure) => Add(builder, null, configure);

    public static MessagingBuilder AddAcme(this MessagingBuilder builder, string name, Action<AcmeOptions> configure) => Add(builder, name, configure);

    private static MessagingBuilder Add(MessagingBuilder builder, string? name, Action<AcmeOptions> configure)
    {
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AcmeOptions>, AcmeOptionsValidator>());
        builder.Services.AddHttpClient(AcmeProvider.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(HttpAttempt.CreateHandler);
        return builder.AddProvider<AcmeProvider, AcmeOptions>("acme", name, configure);
    }
}
