using Messaging.Inbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging;

/// <summary>Adds the in-app channel.</summary>
public static class InAppMessagingBuilderExtensions
{
    /// <summary>
    /// Serves the in-app channel: each message becomes a notice in the recipient's inbox, unread until read, which <see cref="IInbox"/> lists. A host's own context needs the table too:
    /// <c>modelBuilder.AddMessaging(Database.ProviderName, o => o.Inbox = true)</c>.
    /// </summary>
    /// <param name="builder">The builder. Calling twice is safe.</param>
    public static MessagingBuilder AddInApp(this MessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IInbox, RecipientInbox>();
        return builder.AddChannel(InAppChannelAdapter.ConnectionName, MessageChannel.InApp, s => new InAppChannelAdapter(s.GetRequiredService<IInboxStore>()));
    }
}
