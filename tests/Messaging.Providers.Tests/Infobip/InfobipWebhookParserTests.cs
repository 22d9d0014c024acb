using System.Text;
using Messaging.Messages;
using Messaging.Providers.Tests.Infobip.Support;
using Messaging.Tracking;

namespace Messaging.Providers.Tests.Infobip;

public sealed class InfobipWebhookParserTests
{
    [Theory]
    [InlineData(1, 7, 0, false, MessageEventKind.Accepted, ContactEffect.None)]
    [InlineData(3, 2, 0, false, MessageEventKind.Sent, ContactEffect.None)]
    [InlineData(3, 5, 0, false, MessageEventKind.Delivered, ContactEffect.None)]
    [InlineData(2, 9, 1, true, MessageEventKind.Bounced, ContactEffect.HardBounce)]
    [InlineData(2, 4, 27, false, MessageEventKind.Failed, ContactEffect.SoftBounce)]
    [InlineData(2, 9, 628, true, MessageEventKind.Failed, ContactEffect.SoftBounce)]
    [InlineData(2, 9, 4444, false, MessageEventKind.Failed, ContactEffect.SoftBounce)]
    [InlineData(2, 9, 4444, true, MessageEventKind.Bounced, ContactEffect.None)]
    [InlineData(4, 15, 0, false, MessageEventKind.Failed, ContactEffect.None)]
    [InlineData(5, 6, 0, false, MessageEventKind.Failed, ContactEffect.None)]
    [InlineData(5, 52, 0, false, MessageEventKind.Failed, ContactEffect.HardBounce)]
    [InlineData(5, 10, 0, false, MessageEventKind.Dropped, ContactEffect.OptOut)]
    [InlineData(5, 14, 573, true, MessageEventKind.Dropped, ContactEffect.OptOut)]
    [InlineData(2, 9, 7033, true, MessageEventKind.Dropped, ContactEffect.Unsubscribe)]
    [InlineData(2, 9, 7030, true, MessageEventKind.Bounced, ContactEffect.None)]
    [InlineData(2, 9, 6, false, MessageEventKind.Failed, ContactEffect.SoftBounce)]
    [InlineData(5, 23, 0, false, MessageEventKind.Other, ContactEffect.None)]
    [InlineData(2, 9, 5492, true, MessageEventKind.Other, ContactEffect.None)]
    [InlineData(77, 99, 0, false, MessageEventKind.Other, ContactEffect.None)]
    public void DeliveryReport_OfAnyStatus_HasItsKindAndEffect(int group, int status, int error, bool permanent, MessageEventKind kind, ContactEffect effect)
    {
        var report = Event($$"""
            {"results":[{"bulkId":"b","messageId":"m1","to":"41793026727","sender":"HaffSegeln","sentAt":"2019-11-09T16:00:00.000+0100","doneAt":"2019-11-09T16:00:05.000+0100","messageCount":1,
            "status":{"groupId":{{group}},"groupName":"G","id":{{status}},"name":"S","description":"d"},"error":{"groupId":0,"id":{{error}},"name":"E","description":"why","permanent":{{(permanent ? "true" : "false")}}},"callbackData":"0197a4b0000070008000000000000001.0.2"}]}
            """);

        Assert.Equal((kind, effect), (report.Kind, report.Effect));
        Assert.Equal((MessageChannel.Sms, "+41793026727", "m1", "0197a4b0000070008000000000000001.0.2"), (report.Channel, report.Address, report.ProviderMessageId, report.Reference));
        Assert.Equal(new DateTimeOffset(2019, 11, 9, 15, 0, 5, TimeSpan.Zero), report.OccurredAt);
    }

    [Theory]
    [InlineData("""{"messageId":"m1","to":"41793026727","smsCount":1,"status":{"groupId":3,"id":5},"error":{"id":0}}""", "", "sms")]
    [InlineData("""{"messageId":"m1","to":"41793026731","messageCount":1,"status":{"groupId":3,"id":5},"contact":{"name":"n"}}""", "", "whatsapp")]
    [InlineData("""{"messageId":"m1","to":"41793026731","messageCount":1,"status":{"groupId":3,"id":5}}""", "&channel=whatsapp", "whatsapp")]
    [InlineData("""{"messageId":"m1","to":"41793026731","messageCount":1,"status":{"groupId":3,"id":5}}""", "&channel=sms", "sms")]
    [InlineData("""{"messageId":"m1","to":"41793026731","messageCount":1,"status":{"groupId":3,"id":5}}""", "", "sms")]
    public void DeliveryReport_OfAnyShape_HasItsChannel(string entry, string query, string channel) =>
        Assert.Equal(MessageChannel.Parse(channel), Assert.Single(InfobipAccounts.Parse($$"""{"results":[{{entry}}]}""", $"?token={InfobipAccounts.Token}{query}").Events).Channel);

    [Fact]
    public void DeliveryReport_Repeated_HasTheSameKey_AndAnotherOneAnother()
    {
        var keys = new[] { (1, 7, 0), (3, 2, 0), (3, 5, 0), (2, 9, 1), (2, 9, 27) }
            .Select(s => Event($$"""{"results":[{"messageId":"m1","status":{"groupId":{{s.Item1}},"id":{{s.Item2}}},"error":{"id":{{s.Item3}} } }]}""").EventKey).ToList();

        Assert.Equal(5, keys.Distinct().Count());
        Assert.Equal(keys[2], Event("""{"results":[{"bulkId":"x","doneAt":"2019-11-09T16:00:00.000+0100","messageId":"m1","status":{"id":5,"groupId":3}}]}""").EventKey);
    }

    [Fact]
    public void SeenReport_OfWhatsApp_IsRead()
    {
        var report = Event("""{"results":[{"messageId":"m1","from":"385919998888","to":"41793026731","sentAt":"2018-12-12T11:21:57.793+0000","seenAt":"2018-12-12T11:21:58.251+0000"}]}""");

        Assert.Equal((MessageEventKind.Read, MessageChannel.WhatsApp, "m1", ContactEffect.None), (report.Kind, report.Channel, report.ProviderMessageId, report.Effect));
        Assert.Equal(new DateTimeOffset(2018, 12, 12, 11, 21, 58, 251, TimeSpan.Zero), report.OccurredAt);
    }

    [Fact]
    public void Inbound_Sms_IsRead()
    {
        var message = Message("""{"results":[{"messageId":"817790313235066447","from":"385916242493","to":"62006","text":"QUIZ Correct answer","cleanText":"Correct answer","keyword":"QUIZ","receivedAt":"2019-11-09T16:00:00.000+0100","smsCount":1}],"messageCount":1,"pendingMessageCount":0}""");

        Assert.Equal((MessageChannel.Sms, "+385916242493", "62006", "QUIZ Correct answer"), (message.Channel, message.From, message.To, message.Text));
        Assert.Equal(("817790313235066447", new DateTimeOffset(2019, 11, 9, 15, 0, 0, TimeSpan.Zero)), (message.ProviderMessageId, message.ReceivedAt));
    }

    [Theory]
    [InlineData("""{"type":"TEXT","text":"Grüße 👍"}""", "Grüße 👍", null)]
    [InlineData("""{"type":"IMAGE","caption":"See","url":"https://x.api.infobip.com/media/1"}""", "See", "https://x.api.infobip.com/media/1")]
    [InlineData("""{"type":"STICKER","url":"https://x.api.infobip.com/media/2"}""", "", "https://x.api.infobip.com/media/2")]
    [InlineData("""{"type":"BUTTON","text":"Yes","payload":"p"}""", "Yes", null)]
    [InlineData("""{"type":"INTERACTIVE_LIST_REPLY","id":"1","title":"Second","description":"d"}""", "Second", null)]
    [InlineData("""{"type":"REACTION","emoji":"🤓","action":"ADDED"}""", "🤓", null)]
    [InlineData("""{"type":"SOMETHING_NEW"}""", "", null)]
    public void Inbound_WhatsApp_OfAnyType_IsRead(string content, string text, string? media)
    {
        var message = Message($$"""{"results":[{"from":"385919998888","to":"41793026731","integrationType":"WHATSAPP","receivedAt":"2025-01-01T10:10:00.000+0000","messageId":"wamid.1","pairedMessageId":"m1","message":{{content}},"contact":{"name":"Frank"} }],"messageCount":1}""");

        Assert.Equal((MessageChannel.WhatsApp, "+385919998888", "+41793026731", text), (message.Channel, message.From, message.To, message.Text));
        Assert.Equal(("Frank", "m1", media), (message.FromName, message.InReplyTo, message.Media.SingleOrDefault()?.Url));
    }

    [Theory]
    [InlineData("stop", MessageEventKind.Unsubscribed, ContactEffect.Unsubscribe)]
    [InlineData("resume", MessageEventKind.Other, ContactEffect.None)]
    [InlineData("pause", MessageEventKind.Other, ContactEffect.None)]
    public void MarketingWish_OfAPerson_HasItsEffect(string wish, MessageEventKind kind, ContactEffect effect)
    {
        var report = Event($$"""{"from":"41793026731","content":{"sender":"41793026731","from":"385919998888","notificationMessagesStatus":"{{wish}}"},"createdAt":"2024-01-01T01:00:00.000+0000"}""");

        Assert.Equal((kind, effect, "+385919998888", MessageChannel.WhatsApp), (report.Kind, report.Effect, report.Address, report.Channel));
        Assert.Equal(new DateTimeOffset(2024, 1, 1, 1, 0, 0, TimeSpan.Zero), report.OccurredAt);
    }

    [Fact]
    public void Batch_WithBadEntries_KeepsTheOthers()
    {
        var result = InfobipAccounts.Parse(
            """{"results":[{"messageId":"m1","status":{"groupId":3,"id":5}},null,7,"x",[],{},{"messageId":7,"status":{"groupId":3,"id":5}},{"messageId":"m2","status":7},{"messageId":"m3","seenAt":null},{"text":"x"},{"messageId":"m4","status":{}},{"messageId":"m5\ud800","status":{"groupId":3}}]}""");

        Assert.Equal((WebhookVerdict.Read, 9), (result.Verdict, result.Skipped));
        Assert.Equal("m1 Delivered, m3 Read, m4 Other", string.Join(", ", result.Events.Select(e => $"{e.ProviderMessageId} {e.Kind}")));
    }

    [Theory]
    [InlineData("", WebhookVerdict.Malformed)]
    [InlineData("<xml/>", WebhookVerdict.Malformed)]
    [InlineData("[1]", WebhookVerdict.Malformed)]
    [InlineData("{\"results\":[", WebhookVerdict.Malformed)]
    [InlineData("{\"results\":7}", WebhookVerdict.Read)]
    [InlineData("{\"messageTemplateId\":\"111\",\"change\":{}}", WebhookVerdict.Read)]
    [InlineData("{\"from\":\"1\",\"content\":{\"type\":\"payment\"}}", WebhookVerdict.Read)]
    public void Body_OfAnotherForm_IsSkippedOrMalformed(string body, WebhookVerdict verdict)
    {
        var result = InfobipAccounts.Parse(body);

        Assert.Equal((verdict, 0, 0), (result.Verdict, result.Events.Count, result.Messages.Count));
        Assert.Equal(verdict == WebhookVerdict.Read ? 1 : 0, result.Skipped);
    }

    [Fact]
    public void Body_TooDeepOrTooLong_IsMalformed()
    {
        Assert.Equal(WebhookVerdict.Malformed, InfobipAccounts.Parse(new string('[', 10_000) + new string(']', 10_000)).Verdict);
        Assert.Equal(WebhookVerdict.Malformed, InfobipAccounts.Parse($$"""{"results":[{{string.Join(',', Enumerable.Repeat("{}", 1001))}}]}""").Verdict);
        Assert.Equal(1000, InfobipAccounts.Parse($$"""{"results":[{{string.Join(',', Enumerable.Repeat("{}", 1000))}}]}""").Skipped);
    }

    [Fact]
    public void Body_OfAnyBytes_DoesNotThrow()
    {
        var random = new Random(20300115);
        var original = Encoding.UTF8.GetBytes("""{"results":[{"messageId":"m1","to":"41793026727","doneAt":"2019-11-09T16:00:05.000+0100","status":{"groupId":3,"id":5},"error":{"id":1,"permanent":true},"callbackData":"ü"},{"from":"1","messageId":"2","message":{"text":"👍","url":"u"},"contact":{"name":"n"}}]}""");
        for (var i = 0; i < 5000; i++)
        {
            var body = original.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            Assert.NotEqual(WebhookVerdict.Forged, InfobipAccounts.Parse(body, $"?token={InfobipAccounts.Token}").Verdict);
        }
    }

    private static WebhookEvent Event(string body)
    {
        var result = InfobipAccounts.Parse(body);
        Assert.Equal((WebhookVerdict.Read, 0, 0), (result.Verdict, result.Skipped, result.Messages.Count));
        return Assert.Single(result.Events);
    }

    private static WebhookMessage Message(string body)
    {
        var result = InfobipAccounts.Parse(body);
        Assert.Equal((WebhookVerdict.Read, 0, 0), (result.Verdict, result.Skipped, result.Events.Count));
        return Assert.Single(result.Messages);
    }
}
