using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Storage;
using Messaging.Storage.InMemory;
using Messaging.TestTools.Webhooks;
using Messaging.Tracking;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Core.Tests.Tracking;

public sealed class ContactFeedbackTests
{
    private static readonly Contact Lan = Contact.Address(MessageChannel.Email, "lan@example.org");

    [Theory]
    [InlineData("HardBounce", SuppressionReason.HardBounce)]
    [InlineData("Complaint", SuppressionReason.Complaint)]
    public async Task Report_OfABounceOrComplaint_SuppressesTheAddressOfTheMessage(string effect, SuppressionReason reason)
    {
        await using var host = new TestHost(b => b.AddHmac(WebhookHostExtensions.Key));
        var id = await host.SendAsync();
        await host.DispatchAsync();
        await host.PostEventAsync(new { key = "1", kind = "Bounced", id = $"test-{id:N}", effect });
        var suppression = Assert.Single(await host.Get<ISuppressions>().FindAsync(Lan));
        Assert.Equal((reason, MessageChannel.Email, "hmac"), (suppression.Reason, suppression.Channel, suppression.Source));
        Assert.Equal(DeliveryStatus.Suppressed, (await host.FindAsync(await host.SendAsync())).Delivery.StatusAt(host.Now));
    }

    [Fact]
    public async Task Report_OfSoftBounces_SuppressesWithTheFifth_AndCountsARepeatOnce()
    {
        await using var host = new TestHost(b => b.AddHmac(WebhookHostExtensions.Key));
        var id = await host.SendAsync();
        await host.DispatchAsync();
        for (var i = 1; i <= 5; i++)
        {
            Assert.Empty(await host.Get<ISuppressions>().FindAsync(Lan));
            for (var repeat = 0; repeat < 3; repeat++)
            {
                await host.PostEventAsync(new { key = $"{i}", kind = "SoftBounced", id = $"test-{id:N}", effect = "SoftBounce", at = host.Now });
            }
        }

        Assert.Equal(SuppressionReason.SoftBounce, Assert.Single(await host.Get<ISuppressions>().FindAsync(Lan)).Reason);
    }

    [Fact]
    public async Task Report_OfAnUnsubscription_WithdrawsConsentForTheChannel_UnlessItWasGivenLater()
    {
        await using var host = new TestHost(b => b.AddHmac(WebhookHostExtensions.Key));
        var consents = host.Get<IConsents>();
        var id = await host.SendAsync();
        await host.DispatchAsync();
        await consents.RecordAsync(new ConsentChange { Contact = Lan, Action = ConsentAction.Grant, Channel = MessageChannel.Email, Source = "form", Wording = "1" });
        await host.PostEventAsync(new { key = "1", kind = "Unsubscribed", id = $"test-{id:N}", effect = "Unsubscribe", at = host.Now.AddDays(-1) });
        Assert.True(await consents.IsGrantedAsync(Lan, MessageChannel.Email));
        await host.PostEventAsync(new { key = "2", kind = "Unsubscribed", id = $"test-{id:N}", effect = "Unsubscribe", at = host.Now.AddDays(1) });
        Assert.False(await consents.IsGrantedAsync(Lan, MessageChannel.Email));
        Assert.NotNull((await host.FindAsync(id)).Delivery.UnsubscribedAt);
    }

    [Fact]
    public async Task Report_OfAnOptOutAndBackIn_StopsMessagesAndLetsThemGoAgain()
    {
        await using var host = new TestHost(b => b.AddHmac(WebhookHostExtensions.Key));
        await host.PostEventAsync(new { key = "1", kind = "Other", address = "LAN@example.org", effect = "OptOut" });
        Assert.Equal(DeliveryStatus.Suppressed, (await host.FindAsync(await host.SendAsync())).Delivery.StatusAt(host.Now));
        await host.PostEventAsync(new { key = "2", kind = "Other", address = "lan@example.org", effect = "OptIn" });
        Assert.Equal(DeliveryStatus.Queued, (await host.FindAsync(await host.SendAsync())).Delivery.StatusAt(host.Now));
    }

    [Fact]
    public async Task Report_AboutACopy_ConcernsThatAddressAndNotTheMessage()
    {
        await using var host = new TestHost(b => b.AddHmac(WebhookHostExtensions.Key));
        var id = await host.SendAsync();
        await host.DispatchAsync();
        await host.PostEventAsync(new { key = "1", kind = "Bounced", @ref = new MessageReference(id, 0, 1).ToString(), address = "archive@example.net", effect = "HardBounce" });
        Assert.Empty(await host.Get<ISuppressions>().FindAsync(Lan));
        Assert.NotEmpty(await host.Get<ISuppressions>().FindAsync(Contact.Address(MessageChannel.Email, "archive@example.net")));
        var stored = await host.FindAsync(id);
        Assert.Equal((DeliveryStatus.Sent, 1), (stored.Delivery.StatusAt(host.Now), stored.Events.Count));
    }

    [Fact]
    public async Task Report_ThatNamesNoAddressAndNoMessage_IsKeptAndHarmless()
    {
        await using var host = new TestHost(b => b.AddHmac(WebhookHostExtensions.Key));
        Assert.Equal(200, (await host.PostAsync(new { events = new object[] { new { key = "1", kind = "Bounced", effect = "HardBounce" }, new { key = "2", kind = "Bounced", address = "no address", effect = "HardBounce" } } })).Status);
        Assert.Equal(2, host.Get<InMemoryDatabase>().Events.Count);
        Assert.Empty(host.Get<InMemoryDatabase>().Contacts);
    }

    [Fact]
    public async Task Report_WhoseProcessDiesBetweenContactAndMessage_IsRepeatedAndFedAgain()
    {
        FailingEventStore? store = null;
        await using var host = new TestHost(b => b.AddHmac(WebhookHostExtensions.Key).Services.AddSingleton<IEventStore>(s => store = new FailingEventStore(ActivatorUtilities.CreateInstance<InMemoryEventStore>(s))));
        _ = host.Get<IEventStore>();
        var entry = new { key = "1", kind = "Bounced", address = "lan@example.org", effect = "HardBounce" };
        store!.IsDown = true;
        Assert.Equal(503, (await host.PostEventAsync(entry)).Status);
        Assert.NotEmpty(await host.Get<ISuppressions>().FindAsync(Lan));
        await host.Get<ISuppressions>().ReleaseAsync(Lan, "test", "test");
        store.IsDown = false;
        Assert.Equal(200, (await host.PostEventAsync(entry)).Status);
        Assert.NotEmpty(await host.Get<ISuppressions>().FindAsync(Lan));
    }

    [Theory]
    [InlineData(FailureKind.InvalidRecipient, 1, 0)]
    [InlineData(FailureKind.OptedOut, 0, 1)]
    [InlineData(FailureKind.Refused, 0, 0)]
    public async Task Refused_ByTheProvider_TeachesTheContact(FailureKind kind, int suppressions, int optOuts)
    {
        await using var host = new TestHost();
        var phone = Contact.Address(MessageChannel.Sms, "+15551230001", "acme");
        await host.Get<ContactFeedback>().RefusedAsync("acme", MessageChannel.Sms, "+15551230001", "twilio", kind, default);
        Assert.Equal(suppressions, (await host.Get<ISuppressions>().FindAsync(phone)).Count);
        Assert.Equal(optOuts, (await host.Get<IContacts>().HistoryAsync(phone)).Count(e => e.Kind == ContactEntryKind.OptedOut));
    }
}
