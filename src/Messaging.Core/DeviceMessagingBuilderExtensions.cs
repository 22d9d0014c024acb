using Messaging.Contacts;
using Messaging.Maintenance;
using Messaging.Preferences;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging;

/// <summary>Adds the devices of people.</summary>
public static class DeviceMessagingBuilderExtensions
{
    /// <summary>
    /// Keeps device tokens: <see cref="IDevices"/> registers them, and a push to a recipient with an <see cref="Recipient.Id"/> goes to every device of that person. A host's own context needs
    /// the table too: <c>modelBuilder.AddMessaging(Database.ProviderName, o => o.Devices = true)</c>.
    /// </summary>
    /// <param name="builder">The builder. Calling twice is safe.</param>
    public static MessagingBuilder AddDevices(this MessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IDevices, DeviceBook>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IJanitor, DevicePruner>());
        return builder;
    }
}
