using System.Globalization;
using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Messages;
using Messaging.Testing;

namespace Messaging.Core.Tests.Planning;

/// <summary>Messages keep the hours of their channel, when they are planned and again right before the call.</summary>
public sealed class SendHoursFlowTests
{
    private static readonly DateTimeOffset Evening = Utc("2030-06-10T20:30:00Z"); // 22:30 in Berlin
    private static readonly DateTimeOffset Morning = Utc("2030-06-11T06:00:00Z");

    private readonly RecordingChannelAdapter _sms = new();

    [Fact]
    public async Task Send_AtNight_IsPutOffToTheRecipientsMorning()
    {
        await using var host = Host(Evening);
        var receipt = (await host.Client.SendAsync(Sms())).Messages[0];
        Assert.Equal((DecisionCode.DeferSendHours, DeliveryStatus.Scheduled, Morning), (receipt.Code, receipt.Status, receipt.PlannedAt));
        Assert.Equal(0, await host.DispatchAsync());

        host.Clock.Advance(Morning - Evening);
        Assert.Equal(1, await host.DispatchAsync());
        Assert.Single(_sms.Sent);
        Assert.Contains("Europe/Berlin", (await host.FindAsync(receipt.Id)).Message.Plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_AtNight_KeepsItsLifeTime()
    {
        await using var host = Host(Evening);
        var id = await host.SendAsync(Sms());
        Assert.Equal(Morning.AddHours(24), (await host.FindAsync(id)).Delivery.ExpiresAt);
    }

    [Fact]
    public async Task Send_AtNight_WorthlessByMorning_IsLeftOut()
    {
        await using var host = Host(Evening);
        var receipt = (await host.Client.SendAsync(Sms() with { ExpiresAt = Evening.AddHours(2) })).Messages[0];
        Assert.Equal(DecisionCode.ExpireLate, receipt.Code);
    }

    [Fact]
    public async Task Send_ScheduledIntoTheNight_IsPutOff()
    {
        await using var host = Host(Evening.AddHours(-5));
        var receipt = (await host.Client.SendAsync(Sms() with { SendAt = Evening })).Messages[0];
        Assert.Equal((DecisionCode.DeferSendHours, Morning), (receipt.Code, receipt.PlannedAt));
    }

    [Fact]
    public async Task SecurityMessage_AtNight_IsSent()
    {
        await using var host = Host(Evening);
        await host.SendAsync(Sms() with { Category = MessageCategory.Security });
        Assert.Equal(1, await host.DispatchAsync());
        Assert.Single(_sms.Sent);
    }

    [Fact]
    public async Task Email_AtNight_IsSent()
    {
        await using var host = Host(Evening);
        Assert.Equal(DecisionCode.SendNow, (await host.Client.SendAsync(TestHost.Request())).Messages[0].Code);
    }

    [Fact]
    public async Task Message_PlannedByDayButClaimedAtNight_WaitsAndLosesNoAttempt()
    {
        await using var host = Host(Evening.AddHours(-4));
        var id = await host.SendAsync(Sms());
        host.Clock.Advance(TimeSpan.FromHours(4));
        await host.DispatchAsync();

        var found = await host.FindAsync(id);
        Assert.Empty(_sms.Sent);
        Assert.Equal((WorkState.Queued, Morning, 0), (found.Delivery.WorkState, found.Delivery.DueAt, (int)found.Delivery.Attempt));
        Assert.Equal(DecisionCode.DeferSendHours, Assert.Single(found.Decisions).Code);
    }

    [Fact]
    public async Task Retry_ThatFallsIntoTheNight_WaitsForTheMorning()
    {
        _sms.ThenAnswer(SendOutcome.Retry(new SendFailure(FailureKind.Network, "connect")));
        await using var host = Host(Utc("2030-06-10T18:59:30Z"));
        var id = await host.SendAsync(Sms());
        await host.DispatchAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.DispatchAsync();
        Assert.Equal(Morning, (await host.FindAsync(id)).Delivery.DueAt);

        host.Clock.Advance(TimeSpan.FromHours(11));
        await host.DispatchAsync();
        Assert.Equal(DeliveryStatus.Sent, DeliveryStatusRule.Of((await host.FindAsync(id)).Delivery, host.Now));
    }

    [Fact]
    public async Task Hours_OfTheHost_ReplaceTheDefault()
    {
        await using var host = Host(Evening, b => b.Services.AddMessaging(o => o.SendHours[MessageChannel.Sms] = SendHours.QuietBetween(new(23, 0), new(7, 0))));
        Assert.Equal(DecisionCode.SendNow, (await host.Client.SendAsync(Sms())).Messages[0].Code);
    }

    private static MessageRequest Sms() => new()
    {
        Content = new InlineContent { Text = "Your boat is ready" },
        Channels = [MessageChannel.Sms],
        To = [new Recipient { Phone = "+4915112345678", TimeZone = "Europe/Berlin" }],
    };

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private TestHost Host(DateTimeOffset now, Action<MessagingBuilder>? configure = null)
    {
        var host = new TestHost(b =>
        {
            b.AddChannel("sms", MessageChannel.Sms, _ => _sms);
            configure?.Invoke(b);
        });
        host.Clock.Advance(now - host.Now);
        return host;
    }
}
