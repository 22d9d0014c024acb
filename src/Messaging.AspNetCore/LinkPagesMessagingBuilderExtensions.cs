using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Changes the pages behind links.</summary>
public static class LinkPagesMessagingBuilderExtensions
{
    /// <summary>Changes what the pages of <c>MapMessagingLinks</c> show. Not needed where the defaults will do.</summary>
    /// <param name="builder">The builder. Calling twice is safe; the second call configures further.</param>
    /// <param name="configure">Sets the options, which are checked when the host starts.</param>
    public static MessagingBuilder AddLinkPages(this MessagingBuilder builder, Action<LinkPageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptionsWithValidateOnStart<LinkPageOptions>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LinkPageOptions>, LinkPageOptionsValidator>());
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder;
    }
}
