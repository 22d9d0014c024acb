using Messaging.Preferences;

namespace Messaging.Core.Tests.Preferences;

/// <summary>When a contact last wrote: what opens a window for free text.</summary>
public sealed class ContactInboundTests
{
    private static readonly DateTimeOffset Now = new(2030, 6, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void LastInboundAt_SeveralAddresses_IsTheNewestOfTheChannel()
    {
        var state = ContactState.Empty
            .WithInbound(MessageChannel.WhatsApp, "+15550001", Now.AddHours(-3))
            .WithInbound(MessageChannel.WhatsApp, "+15550002", Now.AddHours(-1))
            .WithInbound(MessageChannel.Messenger, "page", Now);
        Assert.Equal(Now.AddHours(-1), state.LastInboundAt(MessageChannel.WhatsApp));
        Assert.Equal(Now, state.LastInboundAt(MessageChannel.Messenger));
        Assert.Null(state.LastInboundAt(MessageChannel.Sms));
        Assert.Equal(["messenger:page", "whatsapp:+15550001", "whatsapp:+15550002"], state.Inbound.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WithInbound_OlderOrSameTime_ChangesNothing()
    {
        var state = ContactState.Empty.WithInbound(MessageChannel.Sms, "+15550001", Now);
        Assert.Same(state, state.WithInbound(MessageChannel.Sms, "+15550001", Now));
        Assert.Same(state, state.WithInbound(MessageChannel.Sms, "+15550001", Now.AddMinutes(-1)));
        Assert.Equal(Now.AddMinutes(1), state.WithInbound(MessageChannel.Sms, "+15550001", Now.AddMinutes(1)).LastInboundAt(MessageChannel.Sms));
    }

    [Fact]
    public void WithInbound_TwentyOneAddresses_LosesTheOldest()
    {
        var state = ContactState.Empty;
        for (var i = 0; i < 21; i++)
        {
            state = state.WithInbound(MessageChannel.Sms, $"+1555{i:0000}", Now.AddMinutes(i));
        }

        Assert.Equal(20, state.Inbound.Count);
        Assert.DoesNotContain("sms:+15550000", state.Inbound.Keys);
        Assert.Same(state, state.WithInbound(MessageChannel.Sms, "+15559999", Now.AddMinutes(-1)));
    }

    [Fact]
    public void Parse_DocumentFromBefore_HasNoneAndKeepsTheRest()
    {
        var state = ContactState.Parse("""{"consents":[],"optOuts":[{"channel":"sms","at":"2030-06-10T12:00:00+00:00","source":"keyword","reason":""}],"suppressions":[],"softBounces":[]}""");
        Assert.Empty(state.Inbound);
        Assert.Null(state.LastInboundAt(MessageChannel.Sms));
        Assert.Single(state.OptOuts);
    }

    [Fact]
    public void ToJson_ReadBack_IsTheSame()
    {
        var state = ContactState.Empty.WithInbound(MessageChannel.WhatsApp, "+15550001", Now).WithInbound(MessageChannel.Messenger, "10001", Now.AddSeconds(1));
        var again = ContactState.Parse(state.ToJson());
        Assert.Equal(state.Inbound.OrderBy(i => i.Key), again.Inbound.OrderBy(i => i.Key));
    }
}
