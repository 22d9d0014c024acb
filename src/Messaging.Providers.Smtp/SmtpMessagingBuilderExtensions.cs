using Messaging.Channels;
using Messaging.Providers.Smtp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Adds email over SMTP.</summary>
public static class SmtpMessagingBuilderExtensions
{
    private const string ProviderName = "smtp";

    /// <summary>Makes SMTP known without an account of the application, for the accounts that an <see cref="IConnectionSource"/> has for tenants.</summary>
    /// <param name="builder">The builder. Calling twice is safe.</param>
    public static MessagingBuilder AddSmtp(this MessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SmtpOptions>, SmtpOptionsValidator>());
        return builder.AddProvider<SmtpProvider>();
    }

    /// <summary>Adds the connection <c>smtp</c>: email over an SMTP server. Called again, it configures the same connection further.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options, at least host and sender. They are checked when the host starts.</param>
    public static MessagingBuilder AddSmtp(this MessagingBuilder builder, Action<SmtpOptions> configure) =>
        Add(builder, Options.DefaultName, ProviderName, configure);

    /// <summary>
    /// Adds a further connection <c>smtp:name</c>, such as <c>smtp:newsletter</c>, with options of its own. Called again with the same name, it configures
    /// the same connection further.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">What tells the connection from others, at most 45 characters. Also the name of its options.</param>
    /// <param name="configure">Sets the options, at least host and sender. They are checked when the host starts.</param>
    public static MessagingBuilder AddSmtp(this MessagingBuilder builder, string name, Action<SmtpOptions> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(builder, name, $"{ProviderName}:{name}", configure);
    }

    private static MessagingBuilder Add(MessagingBuilder builder, string optionsName, string connectionName, Action<SmtpOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.AddSmtp().Services;
        services.AddOptions<SmtpOptions>(optionsName).Configure(configure).ValidateOnStart();

        // A service of its own, so that the container closes its connections when the host ends.
        services.TryAddKeyedSingleton(connectionName, (provider, _) => new SmtpChannelAdapter(
            connectionName,
            provider.GetRequiredService<IOptionsMonitor<SmtpOptions>>().Get(optionsName),
            provider.GetRequiredService<TimeProvider>(),
            (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger<SmtpChannelAdapter>()));
        return builder.AddChannel(connectionName, MessageChannel.Email, provider => provider.GetRequiredKeyedService<SmtpChannelAdapter>(connectionName));
    }
}
