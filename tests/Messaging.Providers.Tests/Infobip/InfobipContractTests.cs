using Messaging.Channels;
using Messaging.Providers.Infobip;
using Messaging.Providers.Tests.Infobip.Support;
using Messaging.Providers.Tests.Twilio.Support;
using Messaging.Templates;

namespace Messaging.Providers.Tests.Infobip;

/// <summary>Every request that an account can make keeps to the vendor's published description.</summary>
public sealed class InfobipContractTests
{
    private static readonly Contract Sms = Contract.Load("infobip", "sms");
    private static readonly Contract WhatsApp = Contract.Load("infobip", "whatsapp");

    [Fact]
    public async Task Sms_OfEveryKind_KeepsToTheDescription()
    {
        foreach (var configure in EveryAccount())
        {
            var vendor = new StubVendor();
            var adapter = (IBatchChannelAdapter)InfobipAccounts.Adapter(vendor, MessageChannel.Sms, InfobipAccounts.Options(configure));
            await adapter.SendAsync(InfobipAccounts.Message(MessageChannel.Sms), default);
            await adapter.SendAsync([.. Enumerable.Range(1, 100).Select(n => InfobipAccounts.Message(MessageChannel.Sms, n, new string('ü', n)))], default);

            Assert.Equal(2, vendor.Requests.Count);
            Assert.All(vendor.Requests, r => Assert.Equal([], Sms.Check("send-sms-messages", r)));
        }
    }

    [Fact]
    public async Task LookUp_InTheLogs_KeepsToTheDescription()
    {
        var vendor = new StubVendor();
        var message = InfobipAccounts.Message(MessageChannel.Sms);
        await ((IStatusLookup)InfobipAccounts.Adapter(vendor, MessageChannel.Sms, InfobipAccounts.Options())).FindAsync(new StatusQuery(message.Reference, message.IdempotencyKey, null, InfobipAccounts.Now), default);

        Assert.Equal([], Sms.Check("get-outbound-sms-message-logs-v3", vendor.Request));
    }

    [Fact]
    public async Task WhatsApp_OfEveryKind_KeepsToTheDescription()
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (operation, message) in EveryMessage())
        {
            foreach (var configure in EveryAccount())
            {
                var vendor = new StubVendor();
                await InfobipAccounts.Adapter(vendor, MessageChannel.WhatsApp, InfobipAccounts.Options(configure)).SendAsync(message, default);

                Assert.Equal([], WhatsApp.Check(operation, vendor.Request));
                used.Add(operation);
            }
        }

        Assert.Equal(WhatsApp.Operations.Order(), used.Order());
    }

    [Theory]
    [InlineData("""{"messages":[{"destinations":[{"to":"491512345678"}],"content":{"text":"x"},"from":"x"}]}""", "$.messages[0].from is unknown")]
    [InlineData("""{"messages":[{"destinations":[{"to":"+491512345678"}],"content":{"text":"x"}}]}""", "$.messages[0].destinations[0].to does not match ^[1-9][0-9]+$")]
    [InlineData("""{"messages":[{"content":{"text":"x"}}]}""", "$.messages[0].destinations is missing")]
    [InlineData("""{"messages":[]}""", "$.messages has 0 items")]
    [InlineData("""{"messages":[{"destinations":[{"to":"491512345678"}],"content":{"text":7}}]}""", "$.messages[0].content.text is no string")]
    [InlineData("""{"messages":[{"destinations":[{"to":"491512345678"}],"content":{"text":"x"},"options":{"validityPeriod":{"amount":1,"timeUnit":"DAYS"}}}]}""", "$.messages[0].options.validityPeriod.timeUnit is none of its values")]
    public void Description_OfAFaultyRequest_FindsTheFault(string body, string problem)
    {
        var request = new StubRequest(HttpMethod.Post, new Uri("https://xxxxx.api.infobip.com/sms/3/messages"), "", "application/json", body);

        Assert.Equal([problem], Sms.Check("send-sms-messages", request));
    }

    private static IEnumerable<(string Operation, OutboundMessage Message)> EveryMessage()
    {
        var approved = new ApprovedTemplate("booking_reminder", "de", ["1", "Grüße 👍"]);
        yield return ("send-whatsapp-text-message", Message("Hello ☃"));
        yield return ("send-whatsapp-text-message", Message(new string('ü', 4096)));
        yield return ("send-whatsapp-image-message", Message("See", "https://example.org/a.jpg"));
        yield return ("send-whatsapp-image-message", Message(null, "http://example.org/a.png?x=1&y=2"));
        yield return ("send-whatsapp-document-message", Message(new string('x', 3000), "https://example.org/a.pdf"));
        yield return ("send-whatsapp-document-message", Message(null, $"https://example.org/{new string('a', 300)}.pdf"));
        yield return ("send-whatsapp-template-message", Message("text", null, approved));
        yield return ("send-whatsapp-template-message", Message(null, null, approved with { Parameters = [] }));
        yield return ("send-whatsapp-template-message", Message(null, "https://example.org/a.jpg", approved));
        yield return ("send-whatsapp-template-message", Message(null, "https://example.org/a.pdf", approved));
    }

    private static OutboundMessage Message(string? text, string? image = null, ApprovedTemplate? approved = null) => InfobipAccounts.Message(MessageChannel.WhatsApp, 1, text, image, approved);

    private static IEnumerable<Action<InfobipOptions>> EveryAccount() =>
    [
        _ => { },
        o => (o.WebhookUrl, o.WebhookToken) = (null, null),
        o => (o.SmsSender, o.ValidityPeriod) = ("+41793026700", TimeSpan.FromHours(48)),
        o => o.WebhookUrl = new Uri("https://example.org/hook?tenant=a"),
    ];
}
