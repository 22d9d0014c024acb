using Messaging.SystemTemplates;
using Messaging.Templates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging;

/// <summary>Adds the templates that come with this package.</summary>
public static class SystemTemplateMessagingBuilderExtensions
{
    /// <summary>
    /// Adds ready-made templates in English (the default), German, French and Vietnamese: <c>invoice</c>, <c>payment-link</c>, <c>payment-reminder</c>, <c>collection-notice</c>, <c>low-stock</c>,
    /// <c>booking-confirmation</c>, <c>booking-reminder</c>, <c>email-verification</c>, <c>password-reset</c> and <c>welcome</c>. A template of the host by the same code takes the place of a shipped
    /// one as a whole, wherever it comes from and whenever it is added.
    /// </summary>
    /// <param name="builder">The builder.</param>
    public static MessagingBuilder AddSystemTemplates(this MessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITemplateSource, SystemTemplateSource>());
        return builder;
    }
}
