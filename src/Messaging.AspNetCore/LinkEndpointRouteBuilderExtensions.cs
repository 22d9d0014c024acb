using Messaging.Links;
using Messaging.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Routes the pages behind links.</summary>
public static class LinkEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves what links lead to: <c>unsubscribe</c>, <c>preferences</c> and, with an <see cref="ILinkHandler"/>, <c>verify</c>; and the redirects <c>c</c> and <c>s</c> of tracked and short
    /// links. The pages need no sign-in, no cookie and no script; the token in the path is the authority. Nothing changes on GET and HEAD.
    /// </summary>
    /// <remarks>
    /// Behind a proxy, call <c>UseForwardedHeaders</c> before, so that requests are limited by the visitor's network address and not the proxy's.
    /// </remarks>
    /// <param name="endpoints">Where to route, such as the application.</param>
    /// <param name="prefix">The path above the pages; the path of <see cref="MessageLinkOptions.BaseUrl"/>, seen from inside any proxy.</param>
    /// <returns>The group of routes, for conventions of the host.</returns>
    /// <exception cref="MessagingConfigurationException"><c>AddLinks</c> was not called.</exception>
    public static RouteGroupBuilder MapMessagingLinks(this IEndpointRouteBuilder endpoints, string prefix = "/m")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var services = endpoints.ServiceProvider;
        if (services.GetService<IMessageLinks>() is null)
        {
            throw new MessagingConfigurationException("MapMessagingLinks() was called without links. Call AddLinks(...) on the builder that AddMessaging(...) returns.");
        }

        var group = endpoints.MapGroup(prefix);
        var gate = ActivatorUtilities.CreateInstance<LinkGate>(services);
        Map(group, gate, "unsubscribe/{token}", ActivatorUtilities.CreateInstance<UnsubscribeEndpoint>(services));
        Map(group, gate, "preferences/{token}", ActivatorUtilities.CreateInstance<PreferencesEndpoint>(services));
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(ILinkHandler)) == true)
        {
            Map(group, gate, "verify/{token}", ActivatorUtilities.CreateInstance<VerifyEndpoint>(services));
        }

        var redirects = services.GetRequiredService<ILinkRedirects>();
        MapReading(group, gate, "c/{token}", new RedirectEndpoint(redirects.FollowAsync).GetAsync);
        MapReading(group, gate, "s/{token}", new RedirectEndpoint(redirects.FollowShortAsync).GetAsync);
        return group;
    }

    private static void Map(RouteGroupBuilder group, LinkGate gate, string pattern, ILinkEndpoint endpoint)
    {
        MapReading(group, gate, pattern, endpoint.GetAsync);
        group.MapPost(pattern, (RequestDelegate)(context => gate.RunAsync(context, endpoint.PostAsync)));
    }

    private static void MapReading(RouteGroupBuilder group, LinkGate gate, string pattern, Func<LinkVisit, Task<LinkAnswer>> answer) =>
        group.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)(context => gate.RunAsync(context, answer)));
}
