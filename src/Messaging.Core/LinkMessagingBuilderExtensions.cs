using Messaging.Links;
using Messaging.Maintenance;
using Messaging.Planning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Adds signed links.</summary>
public static class LinkMessagingBuilderExtensions
{
    /// <summary>
    /// Adds links: <see cref="IMessageLinks"/>, one-click unsubscribe headers on marketing email, <c>links.unsubscribe</c> and <c>links.preferences</c> in templates and, if asked for, click
    /// tracking and short links. The pages behind them are those of <c>MapMessagingLinks</c> in Messaging.AspNetCore. A host's own context needs the tables too:
    /// <c>modelBuilder.AddMessaging(Database.ProviderName, o => o.Links = true)</c>.
    /// </summary>
    /// <param name="builder">The builder. Calling twice is safe; the second call configures further.</param>
    /// <param name="configure">Sets the options, at least the base address and a key. They are checked when the host starts.</param>
    public static MessagingBuilder AddLinks(this MessagingBuilder builder, Action<MessageLinkOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<MessageLinkOptions>().Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MessageLinkOptions>, MessageLinkOptionsValidator>());
        if (services.Any(s => s.ServiceType == typeof(IMessageLinks)))
        {
            return builder;
        }

        services.TryAddSingleton<ILinkKeySource, OptionsLinkKeySource>();
        services.TryAddSingleton<LinkKeys>();
        services.TryAddSingleton<MessageLinks>();
        services.TryAddSingleton<ShortLinks>();
        services.TryAddSingleton<TargetRegister>();
        services.TryAddSingleton<LinkWriter>();
        services.TryAddSingleton<IMessageLinks>(s => s.GetRequiredService<MessageLinks>());
        services.TryAddSingleton<IShortLinks>(s => s.GetRequiredService<ShortLinks>());
        services.TryAddSingleton<ILinkRedirects, LinkRedirects>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITemplateValues, LinkTemplateValues>());
        services.AddSingleton(new ReservedHeaders("AddLinks(...)", [UnsubscribeHeaders.Link, UnsubscribeHeaders.Post]));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJanitor, LinkPruner>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupCheck, LinkStartupCheck>());
        return builder.AddChannelLayer((s, connection) =>
            LinkingChannelAdapter.Around(connection.Adapter, s.GetRequiredService<LinkWriter>(), s.GetRequiredService<ILogger<LinkWriter>>()));
    }

    /// <summary>Sets what the host does when somebody confirms a link of the pages.</summary>
    /// <param name="builder">The builder. The first handler stays.</param>
    /// <typeparam name="THandler">The handler, resolved from the scope of the request.</typeparam>
    public static MessagingBuilder AddLinkHandler<THandler>(this MessagingBuilder builder)
        where THandler : class, ILinkHandler
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped<ILinkHandler, THandler>();
        return builder;
    }
}
