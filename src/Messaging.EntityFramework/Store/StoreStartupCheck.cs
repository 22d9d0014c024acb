using Messaging.Inbox;

namespace Messaging.EntityFramework.Store;

/// <summary>Finds out when the host starts whether the context fits: a provider that is supported, the tables in its model, and the optional ones exactly when they are used.</summary>
internal sealed class StoreStartupCheck(IContextSource contexts, StoreSetup setup, IInbox? inbox = null) : IStartupCheck
{
    public void Check()
    {
        var (context, lease) = contexts.Create();
        try
        {
            setup.Inspect(context);
            var hasInbox = context.Model.FindEntityType(typeof(InboxItem)) is not null;
            if (inbox is not null && !hasInbox)
            {
                throw new MessagingConfigurationException(
                    $"AddInApp() was called, but {contexts.ContextName} has no table for notices. Call modelBuilder.AddMessaging(Database.ProviderName, o => o.Inbox = true) and add a migration.");
            }

            if (inbox is null && hasInbox && !contexts.IsDedicated)
            {
                throw new MessagingConfigurationException(
                    $"{contexts.ContextName} has a table for notices (o.Inbox = true), but AddInApp() was not called. Call it, or drop the option and add a migration.");
            }
        }
        finally
        {
            lease.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
