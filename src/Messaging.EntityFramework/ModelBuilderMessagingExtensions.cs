using Messaging.EntityFramework.Model;
using Microsoft.EntityFrameworkCore;

namespace Messaging;

/// <summary>Adds the library's tables to a context.</summary>
public static class ModelBuilderMessagingExtensions
{
    /// <summary>The annotation that tells a context with messaging tables from one without, and which optional tables it has.</summary>
    internal const string TablesAnnotation = "Messaging:Tables";

    /// <summary>Adds the library's tables to a host's own context. Call it in <c>OnModelCreating</c>, then add a migration.</summary>
    /// <param name="modelBuilder">The model builder of the context.</param>
    /// <param name="providerName">The context's <c>Database.ProviderName</c>, which decides column types.</param>
    /// <param name="configure">Schema, prefix and optional tables.</param>
    public static ModelBuilder AddMessaging(this ModelBuilder modelBuilder, string? providerName, Action<MessagingModelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        var options = new MessagingModelOptions();
        configure?.Invoke(options);
        var (types, names) = (ColumnTypes.For(providerName), new TableNames(options.Schema, options.TablePrefix));
        MessageConfiguration.Apply(modelBuilder, types, names);
        if (options.Inbox)
        {
            InboxConfiguration.Apply(modelBuilder, types, names);
        }

        if (options.Templates)
        {
            TemplateConfiguration.Apply(modelBuilder, types, names);
        }

        if (options.Links)
        {
            LinkConfiguration.Apply(modelBuilder, types, names);
        }

        if (options.Devices)
        {
            DeviceConfiguration.Apply(modelBuilder, types, names);
        }

        if (options.Inbound)
        {
            InboundConfiguration.Apply(modelBuilder, types, names);
        }

        var optional = (options.Inbox ? ",inbox" : "") + (options.Templates ? ",templates" : "") + (options.Links ? ",links" : "") + (options.Devices ? ",devices" : "") + (options.Inbound ? ",inbound" : "");
        modelBuilder.Model.SetAnnotation(TablesAnnotation, "core" + optional);
        return modelBuilder;
    }
}
