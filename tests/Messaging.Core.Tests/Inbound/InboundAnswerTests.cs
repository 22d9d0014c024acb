using Messaging.Messages;
using Messaging.Preferences;

namespace Messaging.Core.Tests.Inbound;

public sealed class InboundAnswerTests
{
    [Fact]
    public async Task Stop_IsObeyedAtOnce_ConfirmedOnceInTheWritersLanguage_AndStartLiftsIt()
    {
        await using var host = new InboundTestHost();
        await host.SendAsync("c-1");
        await host.Host.DispatchAsync();
        foreach (var text in new[] { "STOP", "Stop!", "stop" })
        {
            Assert.Equal(OptOutMeaning.OptOut, (await host.ReceiveAsync(text)).Meaning);
        }

        Assert.Equal(DeliveryStatus.Suppressed, (await host.Host.FindAsync(await host.SendAsync("c-1"))).Delivery.StatusAt(host.Host.Now));
        await host.Host.DispatchAsync();
        Assert.Equal(2, host.Sms.Sent.Count);
        var confirmation = host.Sms.Sent[1];
        Assert.Equal(("c-1", InboundTestHost.Phone, MessageCategory.Security), (confirmation.RecipientId, confirmation.Address, confirmation.Category));
        Assert.StartsWith("Sie sind abgemeldet", confirmation.Content.Text, StringComparison.Ordinal);
        Assert.Equal(OptOutMeaning.OptIn, (await host.ReceiveAsync("START")).Meaning);
        Assert.Equal(DeliveryStatus.Queued, (await host.Host.FindAsync(await host.SendAsync("c-1"))).Delivery.StatusAt(host.Host.Now));
    }

    [Fact]
    public async Task Stop_RepeatedAfterFiveMinutes_IsNotConfirmedAgain_AndANewOptOutIs()
    {
        await using var host = new InboundTestHost();
        await host.ReceiveAsync("STOP");
        host.Host.Clock.Advance(TimeSpan.FromMinutes(6));
        await host.ReceiveAsync("STOP");
        await host.Host.DispatchAsync();
        Assert.Empty(host.Sms.Sent);
        await host.ReceiveAsync("START");
        await host.ReceiveAsync("STOP");
        await host.Host.DispatchAsync();
        Assert.Single(host.Sms.Sent);
    }

    [Fact]
    public async Task Stop_ThatTheVendorAnswered_IsObeyedAndNotAnswered()
    {
        await using var host = new InboundTestHost();
        Assert.Equal(OptOutMeaning.OptOut, (await host.ReceiveAsync("STOP", answered: true)).Meaning);
        await host.Host.DispatchAsync();
        Assert.Empty(host.Sms.Sent);
    }

    [Fact]
    public async Task Help_IsAnsweredOnceInFiveMinutes_AlsoForSomebodyWhoOptedOut()
    {
        await using var host = new InboundTestHost(o =>
        {
            o.HelpTexts = new Dictionary<string, string> { ["en"] = "Kinderhof: +43 1 234. Reply STOP to end." };
            o.OptOutTexts.Clear();
        });
        await host.ReceiveAsync("STOP");
        await host.ReceiveAsync("HELP");
        await host.ReceiveAsync("help");
        await host.Host.DispatchAsync();
        Assert.Equal("Kinderhof: +43 1 234. Reply STOP to end.", Assert.Single(host.Sms.Sent).Content.Text);
        host.Host.Clock.Advance(TimeSpan.FromMinutes(5));
        await host.ReceiveAsync("HELP");
        await host.Host.DispatchAsync();
        Assert.Equal(2, host.Sms.Sent.Count);
    }

    [Fact]
    public async Task Text_ThatMayBeAnOptOut_WaitsForAPerson()
    {
        await using var host = new InboundTestHost();
        Assert.Equal(OptOutMeaning.Review, (await host.ReceiveAsync("please never write to me again, stop it all")).Meaning);
        Assert.Single(await host.Host.Get<IOptOuts>().ListReviewsAsync());
        await host.Host.DispatchAsync();
        Assert.Empty(host.Sms.Sent);
    }

    [Fact]
    public async Task Stop_OnAChannelNobodySendsOn_IsObeyedAndKept()
    {
        await using var host = new InboundTestHost();
        Assert.Equal(200, (await Support.WebhookHostExtensions.PostTextAsync(host.Host, new { key = "w", channel = "whatsapp", from = InboundTestHost.Phone, to = InboundTestHost.Ours, text = "STOP" })).Status);
        Assert.Equal(OptOutMeaning.OptOut, Assert.Single(await host.AllAsync()).Meaning);
    }
}
