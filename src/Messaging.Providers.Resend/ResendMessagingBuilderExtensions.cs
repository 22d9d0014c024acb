using Messaging.Channels.Http;
using Messaging.Providers.Resend;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Adds email over Resend.</summary>
public static class ResendMessagingBuilderExtensions
{
    /// <summary>Makes Resend known without an account of the application, for the accounts that an <see cref="Channels.IConnectionSource"/> has for tenants.</summary>
    /// <param name="builder">The builder. Calling twice is safe.</param>
    public static MessagingBuilder AddResend(this MessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ResendOptions>, ResendOptionsValidator>());

        // The factory's loggers write URLs, and the dispatcher has its own time-out and retries.
        services.AddHttpClient(ResendProvider.ClientName, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(HttpAttempt.CreateHandler);
        return builder.AddProvider<ResendProvider>();
    }

    /// <summary>Adds the connection <c>resend</c>: email over a Resend team. Called again, it configures the same connection further.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options, at least API key and sender. They are checked when the host starts.</param>
    public static MessagingBuilder AddResend(this MessagingBuilder builder, Action<ResendOptions> configure) => Add(builder, null, configure);

    /// <summary>
    /// Adds a further connection <c>resend:name</c>, such as <c>resend:newsletter</c>, with options of its own. Called again with the same name, it configures the same connection further.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">What tells the connection from others, at most 43 characters. Also the name of its options.</param>
    /// <param name="configure">Sets the options, at least API key and sender. They are checked when the host starts.</param>
    public static MessagingBuilder AddResend(this MessagingBuilder builder, string name, Action<ResendOptions> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(builder, name, configure);
    }

    private static MessagingBuilder Add(MessagingBuilder builder, string? name, Action<ResendOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddResend().AddProvider<ResendProvider, ResendOptions>(ResendProvider.ProviderName, name, configure);
    }
}
