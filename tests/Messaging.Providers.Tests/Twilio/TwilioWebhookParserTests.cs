using System.Text;
using Messaging.Channels;
using Messaging.Messages;
using Messaging.Providers.Tests.Twilio.Support;
using Messaging.Tracking;

namespace Messaging.Providers.Tests.Twilio;

public sealed class TwilioWebhookParserTests
{
    [Theory]
    [InlineData("accepted", MessageEventKind.Accepted)]
    [InlineData("queued", MessageEventKind.Accepted)]
    [InlineData("scheduled", MessageEventKind.Accepted)]
    [InlineData("sending", MessageEventKind.Sent)]
    [InlineData("sent", MessageEventKind.Sent)]
    [InlineData("delivered", MessageEventKind.Delivered)]
    [InlineData("partially_delivered", MessageEventKind.Delivered)]
    [InlineData("read", MessageEventKind.Read)]
    [InlineData("failed", MessageEventKind.Failed)]
    [InlineData("undelivered", MessageEventKind.Failed)]
    [InlineData("canceled", MessageEventKind.Failed)]
    [InlineData("teleported", MessageEventKind.Other)]
    public void Status_OfAnyName_HasItsKind(string status, MessageEventKind kind)
    {
        var report = Event(SignedCalls.Status(status));

        Assert.Equal(kind, report.Kind);
        Assert.Equal((MessageChannel.Sms, "+491512345678", Accounts.MessageSid), (report.Channel, report.Address, report.ProviderMessageId));
        Assert.Equal((ContactEffect.None, Accounts.Now), (report.Effect, report.OccurredAt));
        Assert.True(MessageReference.TryParse(report.Reference, out var reference));
        Assert.Equal(2, reference.Attempt);
    }

    [Theory]
    [InlineData("undelivered", "30005", ContactEffect.HardBounce, MessageEventKind.Failed)]
    [InlineData("failed", "21614", ContactEffect.HardBounce, MessageEventKind.Failed)]
    [InlineData("failed", "63024", ContactEffect.HardBounce, MessageEventKind.Failed)]
    [InlineData("failed", "21610", ContactEffect.OptOut, MessageEventKind.Dropped)]
    [InlineData("undelivered", "63033", ContactEffect.OptOut, MessageEventKind.Dropped)]
    [InlineData("undelivered", "30003", ContactEffect.SoftBounce, MessageEventKind.Failed)]
    [InlineData("undelivered", "30007", ContactEffect.None, MessageEventKind.Failed)]
    [InlineData("failed", "63016", ContactEffect.None, MessageEventKind.Failed)]
    [InlineData("failed", "99999", ContactEffect.None, MessageEventKind.Failed)]
    [InlineData("failed", "no number", ContactEffect.None, MessageEventKind.Failed)]
    [InlineData("delivered", "30005", ContactEffect.None, MessageEventKind.Delivered)]
    public void Status_WithAnErrorCode_HasItsEffect(string status, string code, ContactEffect effect, MessageEventKind kind)
    {
        var report = Event(SignedCalls.Status(status, ("ErrorCode", code), ("ChannelStatusMessage", "words")));

        Assert.Equal((effect, kind), (report.Effect, report.Kind));
        Assert.Equal($"{status} {code} words", report.Detail);
    }

    [Theory]
    [InlineData("whatsapp:+491512345678", "whatsapp", "+491512345678")]
    [InlineData("messenger:7654321", "messenger", "7654321")]
    [InlineData("+491512345678", "sms", "+491512345678")]
    public void Status_ToAnAddressWithPrefix_HasItsChannel(string to, string channel, string address)
    {
        var report = Event(SignedCalls.Form(SignedCalls.Query, ("MessageSid", "SM1"), ("MessageStatus", "sent"), ("To", to), ("From", "+1")));

        Assert.Equal((MessageChannel.Parse(channel), address), (report.Channel, report.Address));
    }

    [Fact]
    public void Status_Repeated_HasTheSameKey_AndAnotherOneAnother()
    {
        var keys = new[] { SignedCalls.Status("sent"), SignedCalls.Status("delivered"), SignedCalls.Status("failed", ("ErrorCode", "30003")), SignedCalls.Status("failed", ("ErrorCode", "30005")) }
            .Select(r => Event(r).EventKey).ToList();

        Assert.Equal(4, keys.Distinct().Count());
        Assert.Equal(keys[1], Event(SignedCalls.Status("delivered", ("RawDlrDoneDate", "3001151159"), ("NewParameter", "1"))).EventKey);
    }

    [Fact]
    public void Status_OfTheOldKindOrWithoutReference_IsRead()
    {
        var report = Event(SignedCalls.Form("", ("MessageSid", "SM1"), ("SmsStatus", "delivered"), ("To", "+491512345678")));

        Assert.Equal((MessageEventKind.Delivered, null), (report.Kind, report.Reference));
    }

    [Fact]
    public void Inbound_OnWhatsApp_HasTextMediaAndName()
    {
        var result = SignedCalls.Parse(SignedCalls.Form(
            "", ("MessageSid", "MM1"), ("SmsStatus", "received"), ("From", "whatsapp:+491512345678"), ("To", "whatsapp:+14155238886"), ("Body", "Grüße 👩‍👧"), ("NumMedia", "2"),
            ("MediaUrl0", "https://api.twilio.com/1"), ("MediaContentType0", "image/jpeg"), ("MediaUrl1", "https://api.twilio.com/2"), ("MediaContentType1", "audio/ogg"),
            ("ProfileName", "Thu"), ("WaId", "491512345678"), ("OriginalRepliedMessageSid", "SM9")));

        var message = Assert.Single(result.Messages);
        Assert.Empty(result.Events);
        Assert.Equal((MessageChannel.WhatsApp, "+491512345678", "+14155238886"), (message.Channel, message.From, message.To));
        Assert.Equal(("Grüße 👩‍👧", "Thu", "SM9", "MM1"), (message.Text, message.FromName, message.InReplyTo, message.ProviderMessageId));
        Assert.Equal("https://api.twilio.com/1 image/jpeg, https://api.twilio.com/2 audio/ogg", string.Join(", ", message.Media.Select(m => $"{m.Url} {m.ContentType}")));
        Assert.Equal(("text/xml", "<Response/>"), (result.ReplyType, result.Reply));
        Assert.False(message.IsAnswered);
    }

    [Theory]
    [InlineData("+491512345678", "sms", "+491512345678")]
    [InlineData("messenger:7654321", "messenger", "7654321")]
    public void Inbound_OnAnyChannel_NamesItsWriter(string from, string channel, string address)
    {
        var message = Assert.Single(SignedCalls.Parse(Inbound(("From", from), ("Body", "hello"))).Messages);

        Assert.Equal((MessageChannel.Parse(channel), address, "hello"), (message.Channel, message.From, message.Text));
    }

    [Fact]
    public void Inbound_OfAButtonWithoutBody_SaysTheButton() =>
        Assert.Equal("Yes", Assert.Single(SignedCalls.Parse(Inbound(("From", "whatsapp:+491512345678"), ("Body", ""), ("ButtonText", "Yes"), ("ButtonPayload", "yes"))).Messages).Text);

    [Theory]
    [InlineData("STOP", ContactEffect.OptOut, MessageEventKind.Unsubscribed)]
    [InlineData("START", ContactEffect.OptIn, MessageEventKind.Other)]
    public void Inbound_ThatTwilioAnswered_IsMarkedAndReported(string word, ContactEffect effect, MessageEventKind kind)
    {
        var result = SignedCalls.Parse(Inbound(("From", "+491512345678"), ("Body", "basta"), ("OptOutType", word)));

        Assert.True(Assert.Single(result.Messages).IsAnswered);
        var report = Assert.Single(result.Events);
        Assert.Equal((effect, kind, "+491512345678", MessageChannel.Sms), (report.Effect, report.Kind, report.Address, report.Channel));
        Assert.Null(report.ProviderMessageId);
    }

    [Fact]
    public void Inbound_Help_IsAnsweredAndChangesNothing()
    {
        var result = SignedCalls.Parse(Inbound(("From", "+491512345678"), ("Body", "HELP"), ("OptOutType", "HELP")));

        Assert.Empty(result.Events);
        Assert.True(Assert.Single(result.Messages).IsAnswered);
    }

    [Fact]
    public void Call_WithoutWhatItNeeds_IsMalformed()
    {
        Assert.Equal(WebhookVerdict.Malformed, SignedCalls.Parse(SignedCalls.Form("", ("CallSid", "CA1"))).Verdict);
        Assert.Equal(WebhookVerdict.Malformed, SignedCalls.Parse(SignedCalls.Form("", ("MessageSid", "SM1"))).Verdict);
        Assert.Equal(WebhookVerdict.Malformed, SignedCalls.Parse(SignedCalls.Form("", ("MessageSid", "SM1"), ("Body", "x"))).Verdict);
        Assert.Equal(WebhookVerdict.Forged, SignedCalls.Parse(new WebhookRequest { Body = default, Headers = new Dictionary<string, string>(), ReceivedAt = Accounts.Now }).Verdict);
    }

    [Fact]
    public void Form_OfTooManyParameters_IsRefused()
    {
        var thousand = Enumerable.Range(0, 998).Select(i => ($"p{i}", "x")).ToArray();

        Assert.Equal(WebhookVerdict.Read, SignedCalls.Parse(SignedCalls.Form("", [("MessageSid", "SM1"), ("MessageStatus", "sent"), .. thousand])).Verdict);
        Assert.Equal(WebhookVerdict.Forged, SignedCalls.Parse(SignedCalls.Form("", [("MessageSid", "SM1"), ("MessageStatus", "sent"), ("one", "more"), .. thousand])).Verdict);
        Assert.Equal(WebhookVerdict.Forged, SignedCalls.Parse(SignedCalls.Request(Encoding.ASCII.GetBytes(new string('&', 1_000_000)), "x", "")).Verdict);
    }

    private static WebhookEvent Event(WebhookRequest request)
    {
        var result = SignedCalls.Parse(request);
        Assert.Equal((WebhookVerdict.Read, null), (result.Verdict, result.ReplyType));
        return Assert.Single(result.Events);
    }

    private static WebhookRequest Inbound(params (string Key, string Value)[] parameters) =>
        SignedCalls.Form("", [("MessageSid", "SM1"), ("SmsStatus", "received"), ("To", "+15005550006"), ("NumMedia", "0"), .. parameters]);
}
