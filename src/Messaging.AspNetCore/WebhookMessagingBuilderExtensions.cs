using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Changes what is let in on webhooks.</summary>
public static class WebhookMessagingBuilderExtensions
{
    /// <summary>Changes the limits of <c>MapMessagingWebhooks</c>. Not needed where the defaults will do.</summary>
    /// <param name="builder">The builder. Calling twice is safe; the second call configures further.</param>
    /// <param name="configure">Sets the options, which are checked when the host starts.</param>
    public static MessagingBuilder AddWebhooks(this MessagingBuilder builder, Action<WebhookEndpointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptionsWithValidateOnStart<WebhookEndpointOptions>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebhookEndpointOptions>, WebhookEndpointOptionsValidator>());
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder;
    }
}
