using Messaging.Authoring;
using Messaging.Authoring.Reviewing;
using Messaging.Authoring.Syncing;
using Messaging.Templates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging;

/// <summary>Adds templates that are kept in the database.</summary>
public static class StoredTemplateMessagingBuilderExtensions
{
    /// <summary>
    /// Keeps templates in the database, for people who write them while the application runs: <see cref="ITemplates"/> edits, previews and publishes them. They go before templates from code and folders
    /// that have the same code. A host's own context needs the tables too: <c>modelBuilder.AddMessaging(Database.ProviderName, o => o.Templates = true)</c>.
    /// </summary>
    /// <param name="builder">The builder. Calling twice is safe.</param>
    public static MessagingBuilder AddStoredTemplates(this MessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        TemplateMessagingBuilderExtensions.AddTemplateServices(services);
        if (services.Any(s => s.ServiceType == typeof(StoredTemplateSource)))
        {
            return builder;
        }

        services.AddSingleton<StoredTemplateSource>();

        // In front of all others, whatever was added before: the first source that has a code wins.
        services.Insert(0, ServiceDescriptor.Singleton<ITemplateSource>(s => s.GetRequiredService<StoredTemplateSource>()));
        services.TryAddSingleton<TemplateAssembly>();
        services.TryAddSingleton<TemplateReviewer>();
        services.TryAddSingleton<TemplateWriter>();
        services.TryAddSingleton<TemplateSync>();
        services.TryAddSingleton<ITemplates, TemplateAuthor>();
        return builder;
    }
}
