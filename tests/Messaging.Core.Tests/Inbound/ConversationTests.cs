using Messaging.Inbound;
using Messaging.Messages;

namespace Messaging.Core.Tests.Inbound;

public sealed class ConversationTests
{
    [Fact]
    public async Task List_OfAPersonOrAnAddress_MixesBothDirectionsPageByPage()
    {
        await using var host = new InboundTestHost();
        for (var i = 0; i < 3; i++)
        {
            await host.SendAsync("c-1");
            host.Host.Clock.Advance(TimeSpan.FromMinutes(1));
            await host.ReceiveAsync($"answer {i}");
            host.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await host.SendAsync("c-2", "+15551230002");
        await host.ReceiveAsync("of somebody else", from: "+15551230002");
        var expected = new[] { "answer 2", "Hello c-1", "answer 1", "Hello c-1", "answer 0", "Hello c-1" };
        foreach (var query in new[] { new ConversationQuery { RecipientId = "c-1", RecipientType = "customer" }, new ConversationQuery { Address = "+1 555 123 0001", Channel = MessageChannel.Sms } })
        {
            var (texts, pages, cursor) = (new List<string>(), 0, (string?)null);
            do
            {
                var page = await host.Conversations.ListAsync(query with { PageSize = 4, Cursor = cursor });
                texts.AddRange(page.Entries.Select(e => e.Text!));
                Assert.All(page.Entries, e => Assert.True(e.Received is null != e.Sent is null));
                (pages, cursor) = (pages + 1, page.Next);
            }
            while (cursor is not null);

            Assert.Equal(expected, texts);
            Assert.Equal(2, pages);
        }

        Assert.Empty((await host.Conversations.ListAsync(new ConversationQuery { RecipientId = "c-1", Tenant = "north" })).Entries);
        Assert.Equal(4, (await host.Conversations.ListInboundAsync(new InboundQuery())).Messages.Count);
    }

    [Fact]
    public async Task Reply_GoesOutOnTheSameChannelToTheSameAddress_AndObeysOptOuts()
    {
        await using var host = new InboundTestHost(o => o.OptOutTexts.Clear());
        await host.SendAsync("c-1");
        await host.Host.DispatchAsync();
        var received = await host.ReceiveAsync("When?");
        var receipt = await host.Conversations.ReplyAsync(received.Id, new InlineContent { Text = "At 3." }, new ReplyOptions { CreatedBy = "user-7", IdempotencyKey = "k" });
        Assert.True((await host.Conversations.ReplyAsync(received.Id, new InlineContent { Text = "At 3." }, new ReplyOptions { CreatedBy = "user-7", IdempotencyKey = "k" })).IsDuplicate);
        await host.Host.DispatchAsync();
        var sent = host.Sms.Sent[1];
        Assert.Equal(("At 3.", InboundTestHost.Phone, "c-1", "customer"), (sent.Content.Text, sent.Address, sent.RecipientId, sent.RecipientType));
        Assert.Equal("user-7", (await host.Host.FindAsync(receipt.Messages[0].Id)).Message.CreatedBy);
        await host.ReceiveAsync("STOP");
        Assert.Equal(DeliveryStatus.Suppressed, (await host.Conversations.ReplyAsync(received.Id, new InlineContent { Text = "Still there?" })).Messages[0].Status);
    }

    [Fact]
    public async Task Reply_ToAnEmail_TakesItsSubject()
    {
        await using var host = new InboundTestHost();
        await Support.WebhookHostExtensions.PostTextAsync(host.Host, new { key = "e", channel = "email", from = "lan@example.org", to = "shop@example.com", text = "When?" });
        var received = (await host.AllAsync()).Single();
        await host.Conversations.ReplyAsync(received.Id, new InlineContent { Text = "At 3." });
        await host.Host.DispatchAsync();
        Assert.Equal("Re: ", Assert.Single(host.Host.Email.Sent).Content.Subject);
    }

    [Theory]
    [InlineData(null, null, 50)]
    [InlineData(null, "no number", 50)]
    [InlineData("c-1", null, 0)]
    [InlineData("c-1", null, 201)]
    public async Task List_OfNobody_OrAWrongPage_IsRefused(string? recipient, string? address, int pageSize)
    {
        await using var host = new InboundTestHost();
        var query = new ConversationQuery { RecipientId = recipient, Address = address, Channel = MessageChannel.Sms, PageSize = pageSize };
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Conversations.ListAsync(query));
    }

    [Fact]
    public async Task Reply_ToAnotherTenantsMessage_IsRefused()
    {
        await using var host = new InboundTestHost();
        var received = await host.ReceiveAsync("Hi");
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Conversations.ReplyAsync(received.Id, new InlineContent { Text = "x" }, tenant: "north"));
        Assert.Null(await host.Conversations.FindAsync(received.Id, "north"));
        Assert.False(await host.Conversations.OfferAgainAsync(received.Id, "north"));
    }

    [Fact]
    public void Options_ThatAnswerWithNothing_AreRefused()
    {
        var options = new InboundOptions { HelpTexts = new Dictionary<string, string> { ["en"] = " ", ["not a tag"] = "x" }, HandlerAttempts = 0 };
        var failures = new InboundOptionsValidator().Validate(null, options).Failures!.ToList();
        Assert.Equal(3, failures.Count);
    }
}
