using Messaging.Inbound;
using Messaging.Tracking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Adds inbound messages and conversations.</summary>
public static class InboundMessagingBuilderExtensions
{
    /// <summary>
    /// Keeps what people write back: each message once, with its tenant and writer, in conversations that <see cref="IConversations"/> lists and answers. Messages come in on webhooks. Without
    /// this call they are not kept, though words such as STOP are obeyed. A host's own context needs the table too: <c>modelBuilder.AddMessaging(Database.ProviderName, o => o.Inbound = true)</c>.
    /// </summary>
    /// <param name="builder">The builder. Calling twice is safe; the second call configures further.</param>
    /// <param name="configure">Changes the options, which are checked when the host starts.</param>
    public static MessagingBuilder AddInbound(this MessagingBuilder builder, Action<InboundOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<InboundOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<InboundOptions>, InboundOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (services.Any(s => s.ServiceType == typeof(IConversations)))
        {
            return builder;
        }

        services.TryAddSingleton<InboundWorker>();
        services.TryAddSingleton<InboundOrigin>();
        services.TryAddSingleton<InboundAnswers>();
        services.TryAddSingleton<IConversations, Conversations>();
        services.Replace(ServiceDescriptor.Singleton<IInboundSink, InboundIntake>());
        return builder;
    }

    /// <summary>Sets what the host does with inbound messages. Without a handler they are only kept.</summary>
    /// <typeparam name="THandler">The handler, resolved in a scope for each message. The first one that is added stays.</typeparam>
    /// <param name="builder">The builder.</param>
    public static MessagingBuilder AddInboundHandler<THandler>(this MessagingBuilder builder)
        where THandler : class, IInboundHandler
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddInbound();
        builder.Services.TryAddScoped<IInboundHandler, THandler>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, InboundHost>());
        return builder;
    }
}
