using Messaging.Inbox;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>The lines of <c>docs/inbox.md</c>.</summary>
internal static class InboxSnippets
{
    public static void SetUp(IServiceCollection services)
    {
        services.AddMessaging().UseSqlite("Data Source=app.db").AddInApp();
    }

    public static async Task<(int Unread, InboxPage Page, InboxPage Next, int Read, int All)> UseAsync(IMessagingClient client, IInbox inbox)
    {
        await client.SendAsync(new MessageRequest
        {
            Channels = [MessageChannel.InApp],
            To = ["guest-4711"],
            Content = new InlineContent { Subject = "Your table is ready", Text = "Please come to the bar." },
            Entity = new EntityReference("table", "12"),
        });
        int unread = await inbox.CountUnreadAsync("guest-4711");
        InboxPage page = await inbox.ListAsync(new InboxQuery { RecipientId = "guest-4711", PageSize = 20 });
        InboxPage next = await inbox.ListAsync(new InboxQuery { RecipientId = "guest-4711", PageSize = 20, Cursor = page.Next });
        int read = await inbox.MarkReadAsync("guest-4711", [page.Items[0].Id]);
        int all = await inbox.MarkReadAsync("guest-4711", null);
        return (unread, page, next, read, all);
    }
}
