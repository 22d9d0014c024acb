using Messaging.Channels.Http;
using Messaging.Providers.Twilio;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Adds SMS, WhatsApp and Messenger over Twilio.</summary>
public static class TwilioMessagingBuilderExtensions
{
    /// <summary>Makes Twilio known without an account of the application, for the accounts that an <see cref="Channels.IConnectionSource"/> has for tenants.</summary>
    /// <param name="builder">The builder. Calling twice is safe.</param>
    public static MessagingBuilder AddTwilio(this MessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TwilioOptions>, TwilioOptionsValidator>());
        services.AddHttpClient(TwilioProvider.ClientName, static c => c.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(HttpAttempt.CreateHandler);
        return builder.AddProvider<TwilioProvider>();
    }

    /// <summary>Adds the connection <c>twilio</c>, for each channel whose sender is set. Called again, it configures the same account further.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options, at least the account's SID, its auth token or an API key, and a sender. They are checked when the host starts.</param>
    public static MessagingBuilder AddTwilio(this MessagingBuilder builder, Action<TwilioOptions> configure) => Add(builder, null, configure);

    /// <summary>Adds a further account as the connection <c>twilio:name</c>, with options of its own. Called again with the same name, it configures the same account further.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">What tells the account from others, at most 43 characters. Also the name of its options.</param>
    /// <param name="configure">Sets the options, at least the account's SID, its auth token or an API key, and a sender. They are checked when the host starts.</param>
    public static MessagingBuilder AddTwilio(this MessagingBuilder builder, string name, Action<TwilioOptions> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(builder, name, configure);
    }

    private static MessagingBuilder Add(MessagingBuilder builder, string? name, Action<TwilioOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddTwilio().AddProvider<TwilioProvider, TwilioOptions>(TwilioProvider.ProviderName, name, configure);
    }
}
