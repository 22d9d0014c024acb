using Messaging.Core.Tests.Support;
using Messaging.Inbox;
using Messaging.Messages;

namespace Messaging.Core.Tests.Inbox;

public sealed class RecipientInboxTests
{
    [Fact]
    public async Task InApp_MessageBecomesAnUnreadNotice_AndReadingItReadsTheMessage()
    {
        await using var host = new TestHost(b => b.AddInApp());
        var receipt = await host.Client.SendAsync(TestHost.Request() with { To = ["parent-1", "parent-2"], Channels = [MessageChannel.InApp], Entity = new EntityReference("child", "c1") });
        await host.DispatchAsync();
        var inbox = host.Get<IInbox>();
        Assert.Equal(1, await inbox.CountUnreadAsync("parent-1"));
        var item = Assert.Single((await inbox.ListAsync(new InboxQuery { RecipientId = "parent-1" })).Items);
        Assert.Equal(("Hello", "Body", "c1"), (item.Title, item.Body, item.EntityId));
        Assert.Equal(0, await inbox.MarkReadAsync("parent-2", [item.Id]));
        Assert.Equal(1, await inbox.MarkReadAsync("parent-1", [item.Id]));
        Assert.Equal(0, await inbox.MarkReadAsync("parent-1", [item.Id]));
        Assert.Equal(0, await inbox.CountUnreadAsync("parent-1"));
        Assert.Equal(DeliveryStatus.Read, (await host.FindAsync(receipt.Messages[0].Id)).Delivery.StatusAt(host.Now));
        Assert.Equal(DeliveryStatus.Sent, (await host.FindAsync(receipt.Messages[1].Id)).Delivery.StatusAt(host.Now));
    }

    [Fact]
    public async Task InApp_SentTwiceUnderItsKey_IsOneNotice()
    {
        await using var host = new TestHost(b => b.AddInApp());
        var store = host.Get<IInboxStore>();
        var item = new InboxItem { Id = Guid.Empty, RecipientId = "p" };
        await store.AddAsync([item], default);
        await store.AddAsync([item with { Title = "again" }], default);
        Assert.Equal("", Assert.Single((await host.Get<IInbox>().ListAsync(new InboxQuery { RecipientId = "p" })).Items).Title);
    }

    [Fact]
    public async Task Inbox_AllRead_AndPages()
    {
        await using var host = new TestHost(b => b.AddInApp().Services.AddMessaging(o => o.DailyCap = null));
        for (var i = 0; i < 30; i++)
        {
            await host.Client.SendAsync(TestHost.Request() with { To = ["p"], Channels = [MessageChannel.InApp] });
        }

        await host.DispatchAsync();
        var inbox = host.Get<IInbox>();
        var first = await inbox.ListAsync(new InboxQuery { RecipientId = "p" });
        var second = await inbox.ListAsync(new InboxQuery { RecipientId = "p", Cursor = first.Next });
        Assert.Equal((20, 10, null), (first.Items.Count, second.Items.Count, second.Next));
        Assert.Equal(30, await inbox.MarkReadAsync("p", null));
        Assert.Empty((await inbox.ListAsync(new InboxQuery { RecipientId = "p", UnreadOnly = true })).Items);
        Assert.Equal(0, await inbox.CountUnreadAsync("p", "another-tenant"));
    }
}
