using Messaging.Authoring;
using Messaging.Inbox;

namespace Messaging.EntityFramework.Store;

/// <summary>Finds out when the host starts whether the context fits: a provider that is supported, the tables in its model, and the optional ones exactly when they are used.</summary>
internal sealed class StoreStartupCheck(IContextSource contexts, StoreSetup setup, IInbox? inbox = null, ITemplates? templates = null) : IStartupCheck
{
    public void Check()
    {
        var (context, lease) = contexts.Create();
        try
        {
            setup.Inspect(context);
            Check(context.Model.FindEntityType(typeof(InboxItem)) is not null, inbox is not null, "AddInApp()", "for notices", "o.Inbox = true");
            Check(context.Model.FindEntityType(typeof(StoredTemplate)) is not null, templates is not null, "AddStoredTemplates()", "for stored templates", "o.Templates = true");
        }
        finally
        {
            lease.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private void Check(bool hasTable, bool isUsed, string call, string purpose, string option)
    {
        if (isUsed && !hasTable)
        {
            throw new MessagingConfigurationException(
                $"{call} was called, but {contexts.ContextName} has no table {purpose}. Call modelBuilder.AddMessaging(Database.ProviderName, o => {option}) and add a migration.");
        }

        if (!isUsed && hasTable && !contexts.IsDedicated)
        {
            throw new MessagingConfigurationException($"{contexts.ContextName} has a table {purpose} ({option}), but {call} was not called. Call it, or drop the option and add a migration.");
        }
    }
}
