using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Where packages hang their set-up on. Returned by <c>services.AddMessaging(...)</c>; every extension of it can be called twice.</summary>
public sealed class MessagingBuilder
{
    /// <summary>Wraps a service collection. Called by <c>AddMessaging</c>.</summary>
    /// <param name="services">The host's services.</param>
    public MessagingBuilder(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        Services = services;
    }

    /// <summary>The host's services, for extension methods.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IServiceCollection Services { get; }
}
