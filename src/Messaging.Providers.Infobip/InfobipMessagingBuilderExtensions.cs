using Messaging.Channels.Http;
using Messaging.Providers.Infobip;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Adds SMS and WhatsApp over Infobip.</summary>
public static class InfobipMessagingBuilderExtensions
{
    /// <summary>Makes Infobip known without an account of the application, for the accounts that an <see cref="Channels.IConnectionSource"/> has for tenants.</summary>
    /// <param name="builder">The builder. Calling twice is safe.</param>
    public static MessagingBuilder AddInfobip(this MessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<InfobipOptions>, InfobipOptionsValidator>());
        services.AddHttpClient(InfobipProvider.ClientName, static c => c.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(HttpAttempt.CreateHandler);
        return builder.AddProvider<InfobipProvider>();
    }

    /// <summary>Adds the connection <c>infobip</c>, for each channel whose sender is set. Called again, it configures the same account further.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options, at least the API key, the account's address and a sender. They are checked when the host starts.</param>
    public static MessagingBuilder AddInfobip(this MessagingBuilder builder, Action<InfobipOptions> configure) => Add(builder, null, configure);

    /// <summary>Adds a further account as the connection <c>infobip:name</c>, with options of its own. Called again with the same name, it configures the same account further.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">What tells the account from others, at most 42 characters. Also the name of its options.</param>
    /// <param name="configure">Sets the options, at least the API key, the account's address and a sender. They are checked when the host starts.</param>
    public static MessagingBuilder AddInfobip(this MessagingBuilder builder, string name, Action<InfobipOptions> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(builder, name, configure);
    }

    private static MessagingBuilder Add(MessagingBuilder builder, string? name, Action<InfobipOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddInfobip().AddProvider<InfobipProvider, InfobipOptions>(InfobipProvider.ProviderName, name, configure);
    }
}
