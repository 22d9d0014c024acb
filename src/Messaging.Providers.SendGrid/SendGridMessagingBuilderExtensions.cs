using Messaging.Channels.Http;
using Messaging.Providers.SendGrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Adds email over SendGrid.</summary>
public static class SendGridMessagingBuilderExtensions
{
    /// <summary>Makes SendGrid known without an account of the application, for the accounts that an <see cref="Channels.IConnectionSource"/> has for tenants.</summary>
    /// <param name="builder">The builder. Calling twice is safe.</param>
    public static MessagingBuilder AddSendGrid(this MessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SendGridOptions>, SendGridOptionsValidator>());

        // The factory's loggers write URLs, and the dispatcher has its own time-out and retries.
        services.AddHttpClient(SendGridProvider.ClientName, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(HttpAttempt.CreateHandler);
        return builder.AddProvider<SendGridProvider>();
    }

    /// <summary>Adds the connection <c>sendgrid</c>: email over a SendGrid account. Called again, it configures the same connection further.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options, at least API key and sender. They are checked when the host starts.</param>
    public static MessagingBuilder AddSendGrid(this MessagingBuilder builder, Action<SendGridOptions> configure) => Add(builder, null, configure);

    /// <summary>
    /// Adds a further connection <c>sendgrid:name</c>, such as <c>sendgrid:newsletter</c>, with options of its own. Called again with the same name, it configures the same connection further.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">What tells the connection from others, at most 41 characters. Also the name of its options.</param>
    /// <param name="configure">Sets the options, at least API key and sender. They are checked when the host starts.</param>
    public static MessagingBuilder AddSendGrid(this MessagingBuilder builder, string name, Action<SendGridOptions> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(builder, name, configure);
    }

    private static MessagingBuilder Add(MessagingBuilder builder, string? name, Action<SendGridOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddSendGrid().AddProvider<SendGridProvider, SendGridOptions>(SendGridProvider.ProviderName, name, configure);
    }
}
