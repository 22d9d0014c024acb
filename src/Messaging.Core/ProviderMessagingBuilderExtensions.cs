using Messaging.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Adds providers and their accounts.</summary>
public static class ProviderMessagingBuilderExtensions
{
    /// <summary>
    /// Adds an account of a provider: a connection for each channel that it serves, after those added before. For packages that add a provider; hosts call <c>AddSendGrid</c> and its like.
    /// </summary>
    /// <typeparam name="TProvider">The provider.</typeparam>
    /// <typeparam name="TOptions">The options of its accounts, checked when the host starts.</typeparam>
    /// <param name="builder">The builder. Called again with the same names, it configures the same account further.</param>
    /// <param name="provider">The provider's <see cref="ChannelProvider.Name"/>, which is also the name of the connection.</param>
    /// <param name="name">What tells a further account from the first, whose connection is then <c>provider:name</c>; also the name of its options. Null for the first.</param>
    /// <param name="configure">Sets the options.</param>
    public static MessagingBuilder AddProvider<TProvider, TOptions>(this MessagingBuilder builder, string provider, string? name, Action<TOptions> configure)
        where TProvider : ChannelProvider<TOptions>
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(provider);
        ArgumentNullException.ThrowIfNull(configure);
        var connection = name is null ? provider : $"{provider}:{name}";
        ArgumentOutOfRangeException.ThrowIfGreaterThan(connection.Length, 50, nameof(name));
        var (services, optionsName) = (builder.Services, name ?? Options.DefaultName);
        builder.AddProvider<TProvider>();
        services.AddOptions<TOptions>(optionsName).Configure(configure).ValidateOnStart();
        if (!services.Any(s => s.ImplementationInstance is ChannelRegistration { OptionsType: not null } r && string.Equals(r.Name, connection, StringComparison.Ordinal)))
        {
            services.AddSingleton(new ChannelRegistration(connection, default, static _ => throw new NotSupportedException())
            {
                OptionsType = typeof(TOptions),
                OptionsName = optionsName,
            });
        }

        return builder;
    }

    /// <summary>Makes a provider known without an account of the application, for the accounts that a connection source has for tenants. Hosts call <c>AddSendGrid()</c> and its like.</summary>
    /// <typeparam name="TProvider">The provider.</typeparam>
    /// <param name="builder">The builder. Calling twice is safe.</param>
    public static MessagingBuilder AddProvider<TProvider>(this MessagingBuilder builder)
        where TProvider : ChannelProvider
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ChannelProvider, TProvider>());
        return builder;
    }

    /// <summary>Adds the host's knowledge of tenants' own provider accounts.</summary>
    /// <typeparam name="TSource">The source, resolved in a scope for each look-up.</typeparam>
    /// <param name="builder">The builder. The first source that is added is used.</param>
    public static MessagingBuilder AddConnectionSource<TSource>(this MessagingBuilder builder)
        where TSource : class, IConnectionSource
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped<IConnectionSource, TSource>();
        return builder;
    }

    /// <summary>Sets the rate at which a connection may be used on a channel, by all processes on the database together. Providers bring defaults; adapters added with <c>AddChannel</c> have none.</summary>
    /// <param name="builder">The builder. The last call for a connection and channel counts.</param>
    /// <param name="connection">The connection's name, such as <c>sendgrid</c>.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="limit">The rate, or null for no limit.</param>
    /// <exception cref="MessagingConfigurationException">The rate lets nothing through.</exception>
    public static MessagingBuilder ConfigureRateLimit(this MessagingBuilder builder, string connection, MessageChannel channel, RateLimit? limit)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connection);
        if (limit is { IsValid: false })
        {
            throw new MessagingConfigurationException($"The rate of connection '{connection}' lets nothing through. Pass ConfigureRateLimit(...) a burst of at least 1 and more than 0 per second, or null for no limit.");
        }

        builder.Services.AddSingleton(new RateLimitChoice(connection, channel, limit));
        return builder;
    }
}
