using Messaging.Core.Tests.Support;
using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Core.Tests;

public sealed class MessagingClientTests
{
    [Fact]
    public async Task Send_ToManyOnSeveralChannels_GivesOneMessageForEach()
    {
        await using var host = new TestHost(b => b.AddMailbox(o => o.Folder = Path.GetTempPath()));
        var receipt = await host.Client.SendAsync(TestHost.Request() with
        {
            To = [.. Enumerable.Range(0, 3).Select(i => new Recipient { Id = $"p{i}", Email = $"p{i}@example.org", Phone = $"+4917012345{i}0" })],
            Channels = [MessageChannel.Email, MessageChannel.Sms, MessageChannel.InApp],
        });
        Assert.Equal(9, receipt.Messages.Count);
        Assert.All(receipt.Messages, m => Assert.Equal((DeliveryStatus.Queued, DecisionCode.SendNow, host.Now), (m.Status, m.Code, m.PlannedAt)));
        var listed = await host.Client.ListAsync(new MessageQuery { RequestId = receipt.RequestId });
        Assert.Equal(9, listed.Messages.Count);
    }

    [Fact]
    public async Task Send_RecipientWithoutAddressOnOneChannel_GetsTheOthers_AndThePlanSaysWhy()
    {
        await using var host = new TestHost(b => b.AddMailbox(o => o.Folder = Path.GetTempPath()));
        var receipt = await host.Client.SendAsync(TestHost.Request() with { Channels = [MessageChannel.Email, MessageChannel.Sms] });
        var message = Assert.Single(receipt.Messages);
        Assert.Equal(MessageChannel.Email, message.Channel);
        Assert.Contains("suppress.no-address", (await host.FindAsync(message.Id)).Message.Plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_RecipientWithoutAnyAddress_IsOneSuppressedMessage()
    {
        await using var host = new TestHost();
        var receipt = await host.Client.SendAsync(TestHost.Request() with { To = ["customer-1"] });
        var message = Assert.Single(receipt.Messages);
        Assert.Equal((DeliveryStatus.Suppressed, DecisionCode.SuppressNoAddress), (message.Status, message.Code));
        Assert.Equal(DeliveryStatus.Suppressed, (await host.FindAsync(message.Id)).Delivery.StatusAt(host.Now));
        Assert.Equal(0, await host.DispatchAsync());
    }

    [Fact]
    public async Task Send_ForLater_IsScheduledAndSentThen()
    {
        await using var host = new TestHost();
        var receipt = await host.Client.SendAsync(TestHost.Request() with { SendAt = host.Now.AddHours(2) });
        Assert.Equal((DeliveryStatus.Scheduled, host.Now.AddHours(2), DecisionCode.DeferScheduled), (receipt.Messages[0].Status, receipt.Messages[0].PlannedAt, receipt.Messages[0].Code));
        Assert.Equal(0, await host.DispatchAsync());
        host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await host.DispatchAsync());
    }

    [Fact]
    public async Task Send_AlreadyExpired_IsStoredAsExpired()
    {
        await using var host = new TestHost();
        var receipt = await host.Client.SendAsync(TestHost.Request() with { ExpiresAt = host.Now.AddMinutes(-1) });
        Assert.Equal((DeliveryStatus.Expired, DecisionCode.ExpireLate), (receipt.Messages[0].Status, receipt.Messages[0].Code));
    }

    [Fact]
    public async Task Send_RepeatedKey_ReturnsTheFirstReceiptMarkedDuplicate()
    {
        await using var host = new TestHost();
        var first = await host.Client.SendAsync(TestHost.Request("k", "a@example.org", "b@example.org"));
        await host.DispatchAsync();
        host.Clock.Advance(TimeSpan.FromHours(1));
        var second = await host.Client.SendAsync(TestHost.Request("k", "a@example.org", "b@example.org"));
        Assert.True(second.IsDuplicate);
        Assert.Equal(first.RequestId, second.RequestId);
        Assert.Equal(first.Messages, second.Messages);
    }

    [Fact]
    public async Task Send_SameKeyOtherPayload_IsATypedConflict()
    {
        await using var host = new TestHost();
        var first = await host.Client.SendAsync(TestHost.Request("k"));
        var conflict = await Assert.ThrowsAsync<IdempotencyConflictException>(() => host.Client.SendAsync(TestHost.Request("k", "other@example.org")));
        Assert.Equal(first.RequestId, conflict.RequestId);
    }

    [Fact]
    public async Task Send_KeyOlderThanItsMemory_IsFreeAgain()
    {
        await using var host = new TestHost();
        await host.Client.SendAsync(TestHost.Request("k"));
        host.Clock.Advance(TimeSpan.FromDays(8) + TimeSpan.FromMinutes(11));
        await host.SweepAsync();
        Assert.False((await host.Client.SendAsync(TestHost.Request("k"))).IsDuplicate);
    }

    [Fact]
    public async Task List_Pages_GoOnWhereTheyEnded()
    {
        await using var host = new TestHost();
        await host.Client.SendAsync(TestHost.Request(null, [.. Enumerable.Range(0, 25).Select(i => $"p{i}@example.org")]));
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await host.Client.ListAsync(new MessageQuery { PageSize = 10, Cursor = cursor });
            seen.AddRange(page.Messages.Select(m => m.Message.Id));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal(25, seen.Count);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA*")]
    [InlineData("__________________________________")]
    public async Task List_WrongCursorOrSize_IsATypedError(string cursor)
    {
        await using var host = new TestHost();
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Client.ListAsync(new MessageQuery { Cursor = cursor }));
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Client.ListAsync(new MessageQuery { PageSize = 201 }));
    }

    [Fact]
    public async Task Find_InAnotherTenant_FindsNothing()
    {
        await using var host = new TestHost();
        var id = await host.SendAsync(TestHost.Request() with { Tenant = "clinic" });
        Assert.Null(await host.Client.FindAsync(id));
        Assert.NotNull(await host.Client.FindAsync(id, "clinic"));
        Assert.Equal(CancelResult.NotFound, await host.Client.CancelAsync(id, "why"));
        Assert.Equal(RequeueResult.NotFound, await host.Client.RequeueAsync(id, "why"));
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Client.ResendAsync(id));
    }

    [Fact]
    public async Task Resend_MakesANewLinkedMessage()
    {
        await using var host = new TestHost();
        var first = await host.SendAsync(TestHost.Request() with
        {
            Data = new { a = 1 },
            Metadata = new Dictionary<string, string> { ["order"] = "7" },
            Tags = ["vip"],
            Attachments = [new MessageAttachment { FileName = "a.txt", Content = new byte[] { 1 } }],
        });
        await host.DispatchAsync();
        var receipt = await host.Client.ResendAsync(first, new ResendRequest { Address = "other@example.org", CreatedBy = "anna" });
        await host.DispatchAsync();
        var second = await host.FindAsync(receipt.Messages[0].Id);
        Assert.Equal((first, "anna", "other@example.org"), (second.Message.OriginalId!.Value, second.Message.CreatedBy, second.Content!.Address));
        Assert.Equal(["vip"], second.Message.Tags);
        Assert.Single(host.Email.Sent[1].Attachments);
    }

    [Fact]
    public async Task Resend_OnAnotherChannel_NeedsItsAddress()
    {
        await using var host = new TestHost(b => b.AddMailbox(o => o.Folder = Path.GetTempPath()));
        var id = await host.SendAsync();
        var error = await Assert.ThrowsAsync<InvalidMessageException>(() => host.Client.ResendAsync(id, new ResendRequest { Channel = MessageChannel.Sms }));
        Assert.Contains("address", error.Message, StringComparison.Ordinal);
        var receipt = await host.Client.ResendAsync(id, new ResendRequest { Channel = MessageChannel.Sms, Address = "+491701234567" });
        Assert.Equal(MessageChannel.Sms, receipt.Messages[0].Channel);
    }

    [Fact]
    public async Task Requeue_NeedsAReason()
    {
        await using var host = new TestHost();
        var id = await host.SendAsync();
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Client.RequeueAsync(id, " "));
        Assert.Equal(RequeueResult.NotFailed, await host.Client.RequeueAsync(id, "because"));
    }
}
