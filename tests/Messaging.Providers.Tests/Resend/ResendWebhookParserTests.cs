using System.Text;
using Messaging.Messages;
using Messaging.Tracking;

namespace Messaging.Providers.Tests.Resend;

public sealed class ResendWebhookParserTests
{
    [Theory]
    [InlineData("email.scheduled", "", MessageEventKind.Accepted, ContactEffect.None)]
    [InlineData("email.sent", "", MessageEventKind.Sent, ContactEffect.None)]
    [InlineData("email.delivered", "", MessageEventKind.Delivered, ContactEffect.None)]
    [InlineData("email.delivery_delayed", "", MessageEventKind.Deferred, ContactEffect.None)]
    [InlineData("email.bounced", ""","bounce":{"type":"Permanent","subType":"NoEmail"}""", MessageEventKind.Bounced, ContactEffect.HardBounce)]
    [InlineData("email.bounced", ""","bounce":{"type":"Permanent"}""", MessageEventKind.Bounced, ContactEffect.HardBounce)]
    [InlineData("email.bounced", ""","bounce":{"type":"Transient","subType":"MailboxFull"}""", MessageEventKind.SoftBounced, ContactEffect.SoftBounce)]
    [InlineData("email.bounced", ""","bounce":{"type":"Transient","subType":"MessageTooLarge"}""", MessageEventKind.SoftBounced, ContactEffect.None)]
    [InlineData("email.bounced", ""","bounce":{"type":"Undetermined","subType":"Undetermined"}""", MessageEventKind.SoftBounced, ContactEffect.None)]
    [InlineData("email.bounced", ""","bounce":7""", MessageEventKind.SoftBounced, ContactEffect.None)]
    [InlineData("email.suppressed", ""","suppressed":{"reason":"previous_bounce"}""", MessageEventKind.Dropped, ContactEffect.HardBounce)]
    [InlineData("email.suppressed", ""","suppressed":{"reason":"previous_complaint"}""", MessageEventKind.Dropped, ContactEffect.Complaint)]
    [InlineData("email.suppressed", ""","suppressed":{"reason":"a new one"}""", MessageEventKind.Dropped, ContactEffect.None)]
    [InlineData("email.failed", ""","failed":{"reason":"reached_daily_quota"}""", MessageEventKind.Failed, ContactEffect.None)]
    [InlineData("email.complained", "", MessageEventKind.Complained, ContactEffect.Complaint)]
    [InlineData("email.opened", "", MessageEventKind.Opened, ContactEffect.None)]
    [InlineData("email.clicked", ""","click":{"link":"https://example.org/"}""", MessageEventKind.Clicked, ContactEffect.None)]
    [InlineData("email.something_new", "", MessageEventKind.Other, ContactEffect.None)]
    public void Event_ByItsType_MeansWhatTheTableSays(string type, string more, MessageEventKind kind, ContactEffect effect)
    {
        var report = Read($$$"""{"type":"{{{type}}}","created_at":"2030-01-15T11:59:00.000Z","data":{"email_id":"id-1","to":["x@example.org"]{{{more}}} } }""");

        Assert.Equal((kind, effect, MessageChannel.Email, "id-1", "x@example.org"), (report.Kind, report.Effect, report.Channel, report.ProviderMessageId, report.Address));
    }

    [Fact]
    public void Event_Complete_IsReadWhole()
    {
        var report = Read("""
            {"type":"email.bounced","created_at":"2024-01-15T12:00:00.000Z","data":{"email_id":"ae2014de-c168-4c61-8267-70d2662a1ce1","created_at":"2023-04-03 22:13:42.674981+00","from":"Acme <n@acme.com>","to":["X@Y.example"],
            "subject":"s","tags":{"k":"v","messaging_ref":"0123456789abcdef0123456789abcdef-3"},"headers":[{"name":"a","value":"b"}],
            "bounce":{"type":"Permanent","subType":"NoEmail","message":"gone","diagnosticCode":["smtp; 550 5.1.1 user unknown"]}}}
            """);

        Assert.Equal(("msg_1", "0123456789abcdef0123456789abcdef.3.32767"), (report.EventKey, report.Reference));
        Assert.Equal(new DateTimeOffset(2024, 1, 15, 12, 0, 0, TimeSpan.Zero), report.OccurredAt);
        Assert.Equal(("X@y.example", "Permanent NoEmail gone smtp; 550 5.1.1 user unknown"), (report.Address, report.Detail));
    }

    [Fact]
    public void Delivery_Repeated_HasTheSameKeyAndAnotherEventAnother()
    {
        const string body = """{"type":"email.opened","created_at":"2030-01-15T11:59:00.000Z","data":{"email_id":"id-1"}}""";
        (string Id, int After)[] deliveries = [("msg_1", 0), ("msg_2", 3), ("msg_1", 5), ("msg_3", 0), ("msg_1", 299), ("msg_2", 20)];
        var keys = deliveries
            .Select(d => Assert.Single(SvixPost.Parse(SvixPost.Of(body, SvixPost.Now.AddSeconds(-d.After), d.Id)).Events).EventKey);

        Assert.Equal("msg_1 msg_2 msg_1 msg_3 msg_1 msg_2", string.Join(' ', keys));
    }

    [Fact]
    public void Contact_WhoUnsubscribed_IsReported()
    {
        var report = Read("""{"type":"contact.updated","created_at":"2030-01-15T11:59:00Z","data":{"id":"c","email":"x@example.org","unsubscribed":true}}""");

        Assert.Equal((MessageEventKind.Unsubscribed, ContactEffect.Unsubscribe, "x@example.org", null), (report.Kind, report.Effect, report.Address, report.ProviderMessageId));
    }

    [Theory]
    [InlineData("""{"type":"contact.updated","data":{"email":"x@example.org","unsubscribed":false}}""")]
    [InlineData("""{"type":"contact.created","data":{"email":"x@example.org"}}""")]
    [InlineData("""{"type":"domain.created","data":{"id":"d","name":"example.org"}}""")]
    [InlineData("""{"type":"something.else","data":{}}""")]
    public void Event_AboutNoMessage_SaysNothing(string body)
    {
        var result = SvixPost.Parse(SvixPost.Of(body));

        Assert.Equal((WebhookVerdict.Read, 0, 0, 0), (result.Verdict, result.Events.Count, result.Messages.Count, result.Skipped));
    }

    [Fact]
    public void Mail_ThatCameIn_IsReadWithItsFiles()
    {
        var message = Assert.Single(SvixPost.Parse(SvixPost.Of("""
            {"type":"email.received","created_at":"2026-02-22T23:41:12.126Z","data":{"email_id":"56761188-7520-42d8-8898-ff6fc54ce618","created_at":"2026-02-22T23:41:11.894719+00:00","from":"\"Linh, Đặng\" <Linh@Example.com>",
            "to":["friend@elsewhere.example","Answers <answers@in.example.org>"],"bcc":[],"cc":[],"message_id":"<example+123>","subject":"Sending this","attachments":[{"id":"2a0c","filename":"avatar.png","content_type":"image/png","content_disposition":"inline","content_id":"img001"},7]}}
            """)).Messages);

        Assert.Equal(("Linh@example.com", "Linh, Đặng", "answers@in.example.org", "Sending this", ""), (message.From, message.FromName, message.To, message.Subject, message.Text));
        Assert.Equal(("56761188-7520-42d8-8898-ff6fc54ce618", "msg_1"), (message.ProviderMessageId, message.EventKey));
        var media = Assert.Single(message.Media);
        Assert.Equal(("https://api.resend.com/emails/receiving/56761188-7520-42d8-8898-ff6fc54ce618/attachments/2a0c", "image/png", "avatar.png"), (media.Url, media.ContentType, media.FileName));
    }

    [Theory]
    [InlineData("""{"type":"email.received","data":{}}""")]
    [InlineData("""{"type":"email.received","data":{"from":"a@example.com","to":[]}}""")]
    [InlineData("""{"type":"email.received","data":{"from":"nobody","to":["a@example.org"]}}""")]
    [InlineData("""{"type":"email.opened","data":{"email_id":"\ud800"}}""")]
    public void Entry_ThatCannotBeRead_IsSkipped(string body) => Assert.Equal((WebhookVerdict.Read, 1), (SvixPost.Parse(SvixPost.Of(body)).Verdict, SvixPost.Parse(SvixPost.Of(body)).Skipped));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"type":7,"data":{}}""")]
    [InlineData("""{"type":"email.sent"}""")]
    [InlineData("""{"type":"email.sent","data":[]}""")]
    [InlineData("""{"type":"email.sent","data":{""")]
    public void Body_ThatIsNoEvent_IsMalformed(string body) => Assert.Equal(WebhookVerdict.Malformed, SvixPost.Parse(SvixPost.Of(body)).Verdict);

    [Fact]
    public void Body_TooDeep_IsMalformed() => Assert.Equal(WebhookVerdict.Malformed, SvixPost.Parse(SvixPost.Of(string.Concat(Enumerable.Repeat("{\"data\":", 10_000)))).Verdict);

    [Fact]
    public void Body_OfAnyShape_NeverThrows()
    {
        const string body = """{"type":"email.bounced","created_at":"x","data":{"email_id":"i","to":["a@example.org"],"tags":{"messaging_ref":"x"},"bounce":{"type":"Permanent","diagnosticCode":["d"]}}}""";
        var random = new Random(5);
        for (var i = 0; i < 5000; i++)
        {
            var text = new StringBuilder(body);
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                var at = random.Next(text.Length);
                text[at] = "{}[]\",:7\\xnul"[random.Next(13)];
            }

            Assert.NotEqual(WebhookVerdict.Forged, SvixPost.Parse(SvixPost.Of(text.ToString())).Verdict);
        }
    }

    private static WebhookEvent Read(string body) => Assert.Single(SvixPost.Parse(SvixPost.Of(body)).Events);
}
