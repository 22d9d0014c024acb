using Messaging.Tracking;
using Messaging.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Routes the webhooks of providers.</summary>
public static class WebhookEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves the webhooks of every provider that was added: POST <c>{prefix}/{provider}</c> for the application's own accounts, and POST <c>{prefix}/{provider}/{connection}</c> for one account,
    /// also one of a tenant. Needs no sign-in and no antiforgery token: the signature of the provider is the authority. Nothing is read but what the limits of <c>AddWebhooks(...)</c> allow.
    /// </summary>
    /// <remarks>
    /// Answers 200 when what was posted is stored; 400 for what is not in the provider's form, 401 for what is not authentic, 404 for an unknown provider or connection, 405 for any method but POST, 408 for a body that
    /// comes too slowly, 413 for one that is too large, 415 for a compressed one, 429 to an address that failed too often, and 503 while the database cannot be reached, so that the provider repeats it. Behind a proxy,
    /// call <c>UseForwardedHeaders</c> before, so that failures are counted by the sender's network address and not the proxy's. Signatures never depend on the Host header.
    /// </remarks>
    /// <param name="endpoints">Where to route, such as the application.</param>
    /// <param name="prefix">The path above the webhooks.</param>
    /// <returns>The group of routes, for conventions of the host.</returns>
    /// <exception cref="MessagingConfigurationException"><c>AddMessaging</c> was not called, no provider was added that posts webhooks, or an account lacks what its webhooks are checked with.</exception>
    public static RouteGroupBuilder MapMessagingWebhooks(this IEndpointRouteBuilder endpoints, string prefix = "/webhooks")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var services = endpoints.ServiceProvider;
        var receiver = services.GetService<WebhookReceiver>()
            ?? throw new MessagingConfigurationException("MapMessagingWebhooks() was called without messaging. Call services.AddMessaging(...) and add the providers on the builder that it returns.");
        var options = services.GetService<IOptions<WebhookEndpointOptions>>()?.Value ?? new WebhookEndpointOptions();
        if (receiver.Providers.Count == 0)
        {
            throw new MessagingConfigurationException(
                "MapMessagingWebhooks() was called, but there is no account whose provider posts webhooks. Call AddSendGrid(...), AddTwilio(...) or another such method on the builder that AddMessaging(...) returns, or leave the call out.");
        }

        receiver.Check([.. options.Except]);
        var gate = new WebhookGate(receiver, options, services.GetRequiredService<TimeProvider>());
        var group = endpoints.MapGroup(prefix);
        group.AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

        // All methods: a page that the host serves for everything else would answer a GET otherwise.
        group.Map("{provider}", (RequestDelegate)gate.RunAsync);
        group.Map("{provider}/{connection}", (RequestDelegate)gate.RunAsync);
        return group;
    }
}
