using Messaging.Channels.Http;
using Messaging.Providers.Firebase;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Adds push notifications over Firebase Cloud Messaging.</summary>
public static class FirebaseMessagingBuilderExtensions
{
    /// <summary>Makes Firebase known without an account of the application, for the accounts that an <see cref="Channels.IConnectionSource"/> has for tenants.</summary>
    /// <param name="builder">The builder. Calling twice is safe.</param>
    public static MessagingBuilder AddFirebase(this MessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FirebaseOptions>, FirebaseOptionsValidator>());

        // The factory's loggers write addresses, and the dispatcher has its own time-out and retries.
        services.AddHttpClient(FirebaseProvider.ClientName, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(HttpAttempt.CreateHandler);
        return builder.AddProvider<FirebaseProvider>();
    }

    /// <summary>Adds the connection <c>firebase</c>: push notifications over a Firebase project. Called again, it configures the same connection further.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options, at least the service account. They are checked when the host starts.</param>
    public static MessagingBuilder AddFirebase(this MessagingBuilder builder, Action<FirebaseOptions> configure) => Add(builder, null, configure);

    /// <summary>
    /// Adds a further connection <c>firebase:name</c>, such as <c>firebase:staff</c>, with options of its own. Called again with the same name, it configures the same connection further.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">What tells the connection from others, at most 41 characters. Also the name of its options.</param>
    /// <param name="configure">Sets the options, at least the service account. They are checked when the host starts.</param>
    public static MessagingBuilder AddFirebase(this MessagingBuilder builder, string name, Action<FirebaseOptions> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(builder, name, configure);
    }

    private static MessagingBuilder Add(MessagingBuilder builder, string? name, Action<FirebaseOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddFirebase().AddProvider<FirebaseProvider, FirebaseOptions>(FirebaseProvider.ProviderName, name, configure);
    }
}
