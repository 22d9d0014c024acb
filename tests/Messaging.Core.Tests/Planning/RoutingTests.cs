using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Inbox;
using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Testing;

namespace Messaging.Core.Tests.Planning;

/// <summary>Which channel is used, and when the next one follows.</summary>
public sealed class RoutingTests
{
    private static readonly Recipient Lan = new() { Id = "lan", Email = "lan@example.org", Phone = "+491701234567" };
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private readonly RecordingChannelAdapter _sms = new();

    [Fact]
    public async Task Preferred_NoChannelsNamed_UsesTheRecipientsListForTheType()
    {
        await using var host = Host();
        await host.Get<IPreferences>().UpdateAsync(Contact.Person("lan"), new PreferenceChange
        {
            ChannelsByType = new Dictionary<string, IReadOnlyList<MessageChannel>?> { ["invoice"] = [MessageChannel.Sms, MessageChannel.Messenger, MessageChannel.InApp], ["news"] = [] },
        });
        Assert.Equal([MessageChannel.Sms, MessageChannel.InApp], await ChannelsAsync(host, Request() with { Type = "invoice" }));
        Assert.Equal([MessageChannel.Email], await ChannelsAsync(host, Request() with { Type = "reminder" }));
        Assert.Equal([MessageChannel.Email], await ChannelsAsync(host, Request() with { Type = "invoice", Channels = [MessageChannel.Email] }));
        var off = (await host.Client.SendAsync(Request() with { Type = "news" })).Messages[0];
        Assert.Equal((DecisionCode.SuppressTypeOff, DeliveryStatus.Suppressed), (off.Code, off.Status));
        Assert.Equal([MessageChannel.Email], await ChannelsAsync(host, Request() with { Type = "news", Category = MessageCategory.Security }));
    }

    [Fact]
    public async Task Preferred_Address_ServesWhereTheRequestNamesNone()
    {
        await using var host = Host();
        await host.Get<IPreferences>().UpdateAsync(Contact.Person("lan"), new PreferenceChange
        {
            Addresses = new Dictionary<MessageChannel, string?> { [MessageChannel.Email] = "work@example.org" }, Locale = "vi", TimeZone = "Asia/Ho_Chi_Minh",
        });
        await host.SendAsync(Request() with { To = ["lan"] });
        var id = await host.SendAsync(Request() with { To = [Lan] });
        await host.DispatchAsync();
        Assert.Equal(["lan@example.org", "work@example.org"], host.Email.Sent.Select(m => m.Address).Order());
        Assert.Equal(("vi", "Asia/Ho_Chi_Minh"), ((await host.FindAsync(id)).Message.Locale, (await host.FindAsync(id)).Message.TimeZone));
    }

    [Fact]
    public async Task FirstAvailable_SkipsWhatCannotBeUsed_AndSendsOne()
    {
        await using var host = Host();
        await host.Get<IPreferences>().UpdateAsync(Contact.Person("lan"), new PreferenceChange { Channels = new Dictionary<MessageChannel, bool> { [MessageChannel.Email] = false } });
        var receipt = await host.Client.SendAsync(Request() with { Routing = Routing.FirstAvailable, Channels = [MessageChannel.Email, MessageChannel.Sms, MessageChannel.InApp] });
        Assert.Equal(MessageChannel.Sms, Assert.Single(receipt.Messages).Channel);
        Assert.Equal([DecisionCode.SuppressChannelOff, DecisionCode.SuppressNotChosen], receipt.LeftOut.Select(l => l.Code));
    }

    [Fact]
    public async Task Fallback_Unread_FollowsAfterTheDelay()
    {
        await using var host = Host();
        var receipt = await host.Client.SendAsync(InAppThenSms());
        Assert.Equal([(MessageChannel.InApp, DecisionCode.SendNow), (MessageChannel.Sms, DecisionCode.DeferFallback)], receipt.Messages.Select(m => (m.Channel, m.Code)));
        await host.DispatchAsync();
        Assert.Empty(_sms.Sent);
        host.Clock.Advance(Quarter);
        await host.DispatchAsync();
        Assert.Single(_sms.Sent);
        Assert.Equal(receipt.Messages[0].Id, (await host.FindAsync(receipt.Messages[1].Id)).Message.FirstId);
    }

    [Fact]
    public async Task Fallback_ReadInTime_IsNeverSent()
    {
        await using var host = Host();
        var receipt = await host.Client.SendAsync(InAppThenSms());
        await host.DispatchAsync();
        await host.Get<IInbox>().MarkReadAsync("lan", null);
        host.Clock.Advance(Quarter);
        await host.DispatchAsync();
        Assert.Empty(_sms.Sent);
        var found = await host.FindAsync(receipt.Messages[1].Id);
        Assert.Equal((DeliveryOutcome.Suppressed, DecisionCode.SuppressFallbackNotNeeded, "inapp arrived"), (found.Delivery.Outcome, found.Decisions[^1].Code, found.Decisions[^1].Facts));
    }

    [Fact]
    public async Task Fallback_FirstCancelled_CancelsTheChain()
    {
        await using var host = Host();
        var receipt = await host.Client.SendAsync(InAppThenSms() with { SendAt = host.Now.AddMinutes(5) });
        await host.Client.CancelAsync(receipt.Messages[0].Id, "changed");
        host.Clock.Advance(TimeSpan.FromHours(1));
        await host.DispatchAsync();
        Assert.Empty(_sms.Sent);
        Assert.Equal("inapp cancelled", (await host.FindAsync(receipt.Messages[1].Id)).Decisions[^1].Facts);
    }

    [Fact]
    public async Task Fallback_FirstStillUnderWay_Waits()
    {
        await using var host = Host();
        host.Email.ThenAnswer(SendOutcome.Throttled(TimeSpan.FromMinutes(40)));
        await host.Client.SendAsync(EmailThenSms(FallbackWhen.NotDelivered, Quarter));
        await host.DispatchAsync();
        host.Clock.Advance(Quarter);
        await host.DispatchAsync();
        Assert.Empty(_sms.Sent);
        host.Clock.Advance(TimeSpan.FromMinutes(25));
        await host.DispatchAsync();
        Assert.Single(host.Email.Sent, m => m.Attempt == 2);
        host.Clock.Advance(TimeSpan.FromMinutes(14));
        await host.DispatchAsync();
        Assert.Empty(_sms.Sent);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.DispatchAsync();
        Assert.Single(_sms.Sent);
    }

    [Fact]
    public async Task Fallback_FirstFails_FollowsAtOnce()
    {
        await using var host = Host();
        host.Email.ThenAnswer(SendOutcome.Rejected(new SendFailure(FailureKind.InvalidRecipient, "550")));
        await host.Client.SendAsync(EmailThenSms(FallbackWhen.Failed, default));
        await host.DispatchAsync();
        Assert.Empty(_sms.Sent);
        await host.SweepAsync();
        await host.DispatchAsync();
        Assert.Single(_sms.Sent);
    }

    [Fact]
    public async Task Fallback_FirstAccepted_WaitsForAFailureThatNeverComes()
    {
        await using var host = Host();
        var receipt = await host.Client.SendAsync(EmailThenSms(FallbackWhen.Failed, default));
        await host.DispatchAsync();
        host.Clock.Advance(TimeSpan.FromHours(24));
        await host.SweepAsync();
        await host.DispatchAsync();
        Assert.Empty(_sms.Sent);
        Assert.Equal(DecisionCode.SuppressFallbackNotNeeded, (await host.FindAsync(receipt.Messages[1].Id)).Decisions[^1].Code);
    }

    [Fact]
    public async Task Fallback_FirstBounces_FollowsAtOnce()
    {
        await using var host = Host();
        var receipt = await host.Client.SendAsync(EmailThenSms(FallbackWhen.NotDelivered, TimeSpan.FromHours(10)));
        await host.DispatchAsync();
        host.Clock.Advance(TimeSpan.FromHours(1));
        await host.Get<Messaging.Tracking.EventRecorder>().RecordAsync(
            [new MessageEvent { Provider = "p", EventKey = "1", DeliveryId = receipt.Messages[0].Id, Kind = MessageEventKind.Bounced, OccurredAt = host.Now, ReceivedAt = host.Now }], default);
        await host.SweepAsync();
        await host.DispatchAsync();
        Assert.Single(_sms.Sent);
    }

    [Fact]
    public async Task Fallback_SecondFails_ThirdFollows()
    {
        await using var host = Host();
        _sms.ThenAnswer(SendOutcome.Rejected(new SendFailure(FailureKind.InvalidRecipient, "21211")));
        await host.Client.SendAsync(Request() with
        {
            Routing = Routing.Fallback(
                new FallbackStep(MessageChannel.InApp), new FallbackStep(MessageChannel.Sms, FallbackWhen.Unread, Quarter), new FallbackStep(MessageChannel.Email, FallbackWhen.Failed)),
        });
        await host.DispatchAsync();
        host.Clock.Advance(Quarter);
        await host.DispatchAsync();
        await host.SweepAsync();
        await host.DispatchAsync();
        Assert.Single(host.Email.Sent);
    }

    [Fact]
    public async Task Fallback_SecondRefused_ThirdFollows()
    {
        await using var host = Host();
        await host.Client.SendAsync(Request() with
        {
            Routing = Routing.Fallback(
                new FallbackStep(MessageChannel.InApp), new FallbackStep(MessageChannel.Sms, FallbackWhen.Unread, Quarter), new FallbackStep(MessageChannel.Email, FallbackWhen.Failed)),
        });
        await host.DispatchAsync();
        await host.Get<IOptOuts>().OptOutAsync(Contact.Person("lan"), MessageChannel.Sms, "phone");
        host.Clock.Advance(Quarter);
        await host.DispatchAsync();
        await host.SweepAsync();
        await host.DispatchAsync();
        Assert.Empty(_sms.Sent);
        Assert.Single(host.Email.Sent);
    }

    [Fact]
    public async Task Fallback_FirstChannelRefused_BeginsWithTheNext()
    {
        await using var host = Host();
        var receipt = await host.Client.SendAsync(EmailThenSms(FallbackWhen.NotDelivered, Quarter) with { To = [Lan with { Email = "" }] });
        var only = Assert.Single(receipt.Messages);
        Assert.Equal((MessageChannel.Sms, DecisionCode.SendNow), (only.Channel, only.Code));
        Assert.Null((await host.FindAsync(only.Id)).Message.FirstId);
    }

    [Fact]
    public void Fallback_StepThatIsNull_IsRefusedAtOnce() => Assert.Throws<ArgumentException>(() => Routing.Fallback(new FallbackStep(MessageChannel.Email), null!));

    [Fact]
    public async Task Fallback_ChainThatMakesNoSense_IsRefused()
    {
        await using var host = Host();
        foreach (var request in new[]
        {
            Request() with { Routing = Routing.Fallback(new FallbackStep(MessageChannel.Email)) },
            Request() with { Routing = Routing.Fallback(new FallbackStep(MessageChannel.Email), new FallbackStep(MessageChannel.Email)) },
            Request() with { Routing = Routing.Fallback(new FallbackStep(MessageChannel.Email), new FallbackStep(MessageChannel.Sms, FallbackWhen.Unread)) },
            Request() with { Routing = Routing.Fallback(new FallbackStep(MessageChannel.Email), new FallbackStep(MessageChannel.Sms, FallbackWhen.Unread, TimeSpan.FromDays(8))) },
            InAppThenSms() with { Channels = [MessageChannel.Email] },
            Request() with { Routing = Routing.Fallback(new FallbackStep(MessageChannel.Email), new FallbackStep(MessageChannel.Messenger)) },
        })
        {
            await Assert.ThrowsAsync<InvalidMessageException>(() => host.Client.SendAsync(request));
        }
    }

    private static MessageRequest Request() => TestHost.Request() with { To = [Lan] };

    private static MessageRequest InAppThenSms() =>
        Request() with { Routing = Routing.Fallback(new FallbackStep(MessageChannel.InApp), new FallbackStep(MessageChannel.Sms, FallbackWhen.Unread, Quarter)) };

    private static MessageRequest EmailThenSms(FallbackWhen when, TimeSpan after) =>
        Request() with { Routing = Routing.Fallback(new FallbackStep(MessageChannel.Email), new FallbackStep(MessageChannel.Sms, when, after)) };

    private static async Task<IReadOnlyList<MessageChannel>> ChannelsAsync(TestHost host, MessageRequest request) => [.. (await host.Client.SendAsync(request)).Messages.Select(m => m.Channel)];

    private TestHost Host() => new(b =>
    {
        b.AddChannel("sms", MessageChannel.Sms, _ => _sms).AddInApp();
        b.Services.AddMessaging(o => o.SendHours.Clear());
    });
}
