using Messaging.Authoring;
using Messaging.Inbound;
using Messaging.Inbox;
using Messaging.Links;
using Messaging.Preferences;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Finds out when the host starts whether the context fits: a provider that is supported, the tables in its model, and the optional ones exactly when they are used.</summary>
internal sealed class StoreStartupCheck(
    IContextSource contexts, StoreSetup setup, IInbox? inbox = null, ITemplates? templates = null, IMessageLinks? links = null, IDevices? devices = null,
    IConversations? conversations = null) : IStartupCheck
{
    public void Check()
    {
        var (context, lease) = contexts.Create();
        try
        {
            setup.Inspect(context);
            Compare<InboxItem>(context, inbox is not null, "AddInApp()", "the table for notices", "Inbox");
            Compare<StoredTemplate>(context, templates is not null, "AddStoredTemplates()", "the tables for stored templates", "Templates");
            Compare<LinkUse>(context, links is not null, "AddLinks(...)", "the tables for links", "Links");
            Compare<Device>(context, devices is not null, "AddDevices()", "the table for devices", "Devices");
            Compare<InboundMessage>(context, conversations is not null, "AddInbound()", "the table for inbound messages", "Inbound");
        }
        finally
        {
            lease.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    // An optional feature and its tables belong together.
    private void Compare<T>(DbContext context, bool isUsed, string call, string tables, string option)
    {
        var hasTables = context.Model.FindEntityType(typeof(T)) is not null;
        if (isUsed && !hasTables)
        {
            throw new MessagingConfigurationException(
                $"{call} was called, but {contexts.ContextName} lacks {tables}. Call modelBuilder.AddMessaging(Database.ProviderName, o => o.{option} = true) and add a migration.");
        }

        if (!isUsed && hasTables && !contexts.IsDedicated)
        {
            throw new MessagingConfigurationException(
                $"{contexts.ContextName} has {tables} (o.{option} = true), but {call} was not called. Call it, or drop the option and add a migration.");
        }
    }
}
