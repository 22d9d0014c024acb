using System.Text;
using Messaging.Messages;
using Messaging.Providers.Tests.SendGrid.Support;
using Messaging.Tracking;

namespace Messaging.Providers.Tests.SendGrid;

public sealed class SendGridEventsTests : IDisposable
{
    private readonly SignedPost _post = new();

    public void Dispose() => _post.Dispose();

    [Theory]
    [InlineData("""{"event":"processed"}""", MessageEventKind.Accepted, ContactEffect.None)]
    [InlineData("""{"event":"delivered","response":"250 OK"}""", MessageEventKind.Delivered, ContactEffect.None)]
    [InlineData("""{"event":"deferred","response":"400 try again later","attempt":"5"}""", MessageEventKind.Deferred, ContactEffect.None)]
    [InlineData("""{"event":"bounce","type":"bounce","reason":"500 unknown recipient","status":"5.0.0"}""", MessageEventKind.Bounced, ContactEffect.HardBounce)]
    [InlineData("""{"event":"bounce","reason":"500 unknown recipient"}""", MessageEventKind.Bounced, ContactEffect.HardBounce)]
    [InlineData("""{"event":"bounce","type":"blocked","reason":"550 spam"}""", MessageEventKind.SoftBounced, ContactEffect.None)]
    [InlineData("""{"event":"bounce","type":"something new"}""", MessageEventKind.SoftBounced, ContactEffect.None)]
    [InlineData("""{"event":"dropped","reason":"Bounced Address"}""", MessageEventKind.Dropped, ContactEffect.HardBounce)]
    [InlineData("""{"event":"dropped","reason":"Unsubscribed Address"}""", MessageEventKind.Dropped, ContactEffect.Unsubscribe)]
    [InlineData("""{"event":"dropped","reason":"Spam Reporting Address"}""", MessageEventKind.Dropped, ContactEffect.Complaint)]
    [InlineData("""{"event":"dropped","reason":"Invalid SMTPAPI header"}""", MessageEventKind.Dropped, ContactEffect.None)]
    [InlineData("""{"event":"dropped","reason":"Recipient List over Package Quota"}""", MessageEventKind.Dropped, ContactEffect.None)]
    [InlineData("""{"event":"dropped"}""", MessageEventKind.Dropped, ContactEffect.None)]
    [InlineData("""{"event":"open"}""", MessageEventKind.Opened, ContactEffect.None)]
    [InlineData("""{"event":"open","sg_machine_open":false}""", MessageEventKind.Opened, ContactEffect.None)]
    [InlineData("""{"event":"open","sg_machine_open":true}""", MessageEventKind.OpenedByMachine, ContactEffect.None)]
    [InlineData("""{"event":"click","url":"https://example.org/","url_offset":{"index":0,"type":"html"}}""", MessageEventKind.Clicked, ContactEffect.None)]
    [InlineData("""{"event":"spamreport"}""", MessageEventKind.Complained, ContactEffect.Complaint)]
    [InlineData("""{"event":"unsubscribe"}""", MessageEventKind.Unsubscribed, ContactEffect.Unsubscribe)]
    [InlineData("""{"event":"group_unsubscribe","asm_group_id":10}""", MessageEventKind.Unsubscribed, ContactEffect.Unsubscribe)]
    [InlineData("""{"event":"group_resubscribe","asm_group_id":10}""", MessageEventKind.Other, ContactEffect.None)]
    [InlineData("""{"event":"account_status_change","type":"compliance_suspend"}""", MessageEventKind.Other, ContactEffect.None)]
    public void Event_ByItsName_MeansWhatTheTableSays(string json, MessageEventKind kind, ContactEffect effect)
    {
        var report = Read(json);

        Assert.Equal((kind, effect, MessageChannel.Email), (report.Kind, report.Effect, report.Channel));
    }

    [Fact]
    public void Event_Complete_IsReadWhole()
    {
        var report = Read("""
            {"email":"Example@Test.com","timestamp":1513299569,"smtp-id":"<14c5d75ce93.dfd.64b469@ismtpd-555>","event":"bounce","category":["cat facts","more"],"sg_event_id":"6g4ZI7SA-xmRDv57GoPIPw==",
            "sg_message_id":"14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0","reason":"500 unknown recipient","status":"5.0.0","type":"bounce","bounce_classification":"Invalid Address","tls":1,"ip":"1.2.3.4",
            "pool":{"name":"p","id":210},"messaging_ref":"0123456789abcdef0123456789abcdef.0.2","messaging_tenant":"haff"}
            """);

        Assert.Equal("6g4ZI7SA-xmRDv57GoPIPw==", report.EventKey);
        Assert.Equal("14c5d75ce93.dfd.64b469", report.ProviderMessageId);
        Assert.Equal("0123456789abcdef0123456789abcdef.0.2", report.Reference);
        Assert.Equal("Example@test.com", report.Address);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1513299569), report.OccurredAt);
        Assert.Equal("5.0.0 500 unknown recipient", report.Detail);
    }

    [Theory]
    [InlineData("LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0", "LRzXl_NHStOGhQ4kofSm_A")]
    [InlineData("LRzXl_NHStOGhQ4kofSm_A.recvd-7d5b9c-1-0.0", "LRzXl_NHStOGhQ4kofSm_A")]
    [InlineData("LRzXl_NHStOGhQ4kofSm_A.somethingnew-1.0", "LRzXl_NHStOGhQ4kofSm_A")]
    [InlineData("LRzXl_NHStOGhQ4kofSm_A", "LRzXl_NHStOGhQ4kofSm_A")]
    [InlineData("14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0", "14c5d75ce93.dfd.64b469")]
    [InlineData("14c5d75ce93.dfd.64b469.unheard-of.0", null)]
    [InlineData("", null)]
    public void ProviderMessageId_IsTheBeginningThatWasAnswered(string eventId, string? expected) =>
        Assert.Equal(expected, Read($$"""{"event":"delivered","sg_message_id":"{{eventId}}"}""").ProviderMessageId);

    [Fact]
    public void ProviderMessageId_OfAMessageSentWithOthers_IsTheOneTheAdapterGave() =>
        Assert.Equal("LRzXl_NHStOGhQ4kofSm_A#17", Read("""{"event":"delivered","sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filter1.0","messaging_part":"17"}""").ProviderMessageId);

    [Fact]
    public void Bounce_ThatComesLaterWithoutAnId_StillConcernsItsAddress()
    {
        var report = Read("""{"email":"gone@example.com","timestamp":1513299569,"event":"bounce","reason":"550 no such user","type":"bounce"}""");

        Assert.Equal((null, null, "gone@example.com", ContactEffect.HardBounce), (report.ProviderMessageId, report.Reference, report.Address, report.Effect));
    }

    [Theory]
    [InlineData("\"cat facts\"")]
    [InlineData("[\"cat facts\"]")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Category_OfAnyType_IsNoMatter(string category) => Assert.Equal(MessageEventKind.Delivered, Read($$"""{"event":"delivered","category":{{category}}}""").Kind);

    [Fact]
    public void Batch_WithBadEntries_KeepsTheGoodOnes()
    {
        var entries = Enumerable.Range(0, 500).Select(i => i switch
        {
            100 => "7",
            200 => "{}",
            250 => """{"event":7.5e400,"timestamp":{}}""",
            300 => """{"event":"delivered","email":"\ud800"}""",
            400 => """{"event":null}""",
            _ => $$"""{"event":"delivered","sg_event_id":"id-{{i}}"}""",
        });

        var result = Parse($"[{string.Join(',', entries)}]\r\n");

        Assert.Equal((WebhookVerdict.Read, 5), (result.Verdict, result.Skipped + (result.Events.Count == 496 ? 1 : 0)));
        Assert.Contains(result.Events, e => e.EventKey == "id-499");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[")]
    [InlineData("[{}")]
    [InlineData("\u0000")]
    public void Body_ThatIsNoArray_IsMalformed(string body) => Assert.Equal(WebhookVerdict.Malformed, Parse(body).Verdict);

    [Fact]
    public void Body_TooDeepOrTooLong_IsMalformed()
    {
        Assert.Equal(WebhookVerdict.Malformed, Parse(new string('[', 10_000) + new string(']', 10_000)).Verdict);
        Assert.Equal(WebhookVerdict.Malformed, Parse($"[{string.Join(',', Enumerable.Repeat("1", 4001))}]").Verdict);
        Assert.Equal(4000, Parse($"[{string.Join(',', Enumerable.Repeat("1", 4000))}]").Skipped);
    }

    [Fact]
    public void Body_WithBytesThatAreNoText_IsMalformedOrSkipped()
    {
        var body = Encoding.UTF8.GetBytes("""[{"event":"delivered","email":"x"}]""");
        for (var i = 0; i < body.Length; i++)
        {
            var mutant = (byte[])body.Clone();
            mutant[i] = 0xFF;

            Assert.NotEqual(WebhookVerdict.Forged, _post.Parser().Parse(_post.Sign(mutant, SignedPost.Now, "application/json")).Verdict);
        }
    }

    [Fact]
    public void EventKeys_InAnyOrderAndRepeated_AreThoseOfTheEvents()
    {
        string[] events =
        [
            """{"event":"processed","timestamp":1,"email":"a@example.com"}""", """{"event":"delivered","timestamp":1,"email":"a@example.com"}""", """{"event":"delivered","timestamp":2,"email":"a@example.com"}""",
            """{"event":"delivered","timestamp":1,"email":"b@example.com"}""", """{"event":"click","timestamp":1,"email":"a@example.com","url":"https://example.org/1"}""",
            """{"event":"click","timestamp":1,"email":"a@example.com","url":"https://example.org/2"}""", """{"event":"open","sg_event_id":"x"}""", """{"event":"open","sg_event_id":"y"}""",
        ];
        var keys = events.Select(e => Read(e).EventKey).ToList();
        Assert.Equal(events.Length, keys.Distinct().Count());
        var random = new Random(7);
        for (var run = 0; run < 100; run++)
        {
            var order = Enumerable.Range(0, 20).Select(_ => random.Next(events.Length)).ToList();

            Assert.Equal(order.Select(i => keys[i]), Parse($"[{string.Join(',', order.Select(i => events[i]))}]").Events.Select(e => e.EventKey));
        }

        Assert.Equal(keys[0], Read("""{"email":"a@example.com","timestamp":1,"event":"processed"}""").EventKey);
    }

    [Fact]
    public void Time_ThatIsMissingOrAbsurd_IsWhenItCame()
    {
        foreach (var json in new[] { "{\"event\":\"open\"}", "{\"event\":\"open\",\"timestamp\":99999999999999}", "{\"event\":\"open\",\"timestamp\":-5}", "{\"event\":\"open\",\"timestamp\":\"x\"}" })
        {
            Assert.Equal(SignedPost.Now, Read(json).OccurredAt);
        }

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(12), Read("""{"event":"open","timestamp":"12"}""").OccurredAt);
    }

    private WebhookEvent Read(string json) => Assert.Single(Parse($"[{json}]").Events);

    private WebhookResult Parse(string body) => _post.Parser().Parse(_post.Events(body));
}
