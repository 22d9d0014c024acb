using System.Globalization;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Providers.Infobip;
using Messaging.Providers.Tests.Infobip.Support;
using Messaging.Testing.Conformance;
using Messaging.Testing.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Providers.Tests.Infobip;

/// <summary>The adapters of both channels keep the rules of every adapter.</summary>
public sealed class InfobipConformanceTests
{
    private const string Pending = """{"groupId":1,"groupName":"PENDING","id":26,"name":"PENDING_ACCEPTED","description":"Message accepted"}""";

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var subject in new[] { Sms, WhatsApp })
            {
                foreach (var found in AdapterConformance.CasesOf(subject))
                {
                    cases.Add(subject.Channel.Value, found.Name);
                }
            }

            return cases;
        }
    }

    private static AdapterUnderTest Sms => new()
    {
        Channel = MessageChannel.Sms,
        Create = environment => Create(environment, MessageChannel.Sms),
        Secrets = [InfobipAccounts.Key, InfobipAccounts.Token],
        Vendor = new VendorScript
        {
            Accept = (_, ids) => HttpReply.Of(200, $$"""{"bulkId":"b1","messages":[{{string.Join(',', ids.Select(Taken))}}]}"""),
            Read = ReadSms,
            Error = static (status, code) => HttpReply.Of(status, $$"""{"errorCode":"{{code}}","description":"The vendor's words","action":"Check","violations":[],"resources":[]}"""),
            Answers =
            [
                new("UnknownNumber52", Sms200(5, 52), SendOutcomeKind.Rejected, FailureKind.InvalidRecipient) { Code = "status 52" },
                new("DoNotDisturb10", Sms200(5, 10), SendOutcomeKind.Rejected, FailureKind.OptedOut),
                new("Blocked14", Sms200(5, 14), SendOutcomeKind.Rejected, FailureKind.OptedOut),
                new("TooLong25", Sms200(5, 25), SendOutcomeKind.Rejected, FailureKind.TooLarge),
                new("UnheardOf997", Sms200(5, 997), SendOutcomeKind.Rejected, FailureKind.Refused) { Code = "status 997" },
                new("NoCredit12", Sms200(5, 12), SendOutcomeKind.Retry, FailureKind.Configuration),
                new("SystemError21", Sms200(5, 21), SendOutcomeKind.Retry, FailureKind.Temporary),
                new("Flooding20", Sms200(5, 20), SendOutcomeKind.Retry, FailureKind.Throttled) { RetryAfter = TimeSpan.FromHours(1) },
                new("BadRequest", HttpReply.Of(400, """{"errorCode":"E400","description":"Request cannot be processed.","violations":[{"property":"messages[0].content","violation":"must not be null"}]}"""), SendOutcomeKind.Rejected, FailureKind.Refused) { Code = "E400" },
                new("WrongKey", HttpReply.Of(401, """{"errorCode":"E401","description":"Unauthorized"}"""), SendOutcomeKind.Retry, FailureKind.Configuration) { Code = "E401" },
                new("TooFast", HttpReply.Of(429, """{"errorCode":"E429"}""").WithHeader("Retry-After", "11"), SendOutcomeKind.Throttled, FailureKind.Throttled) { RetryAfter = TimeSpan.FromSeconds(11) },
            ],
            Limits = [Limit("Text3825", 3825)],
            Batch = new VendorBatch
            {
                AcceptSome = (_, ids) => HttpReply.Of(200, $$"""{"messages":[{{string.Join(',', ids.Select(id => id is null ? """{"status":{"groupId":5,"id":52},"destination":"491"}""" : Taken(id)))}}]}"""),
            },
            Lookup = new VendorLookup
            {
                Taken = (_, id) => HttpReply.Of(200, $$"""{"results":[{"messageId":"{{id}}","status":{"groupId":3,"id":5} }]}"""),
                Missing = HttpReply.Of(200, """{"results":[]}"""),
            },
        },
    };

    private static AdapterUnderTest WhatsApp => new()
    {
        Channel = MessageChannel.WhatsApp,
        Create = environment => Create(environment, MessageChannel.WhatsApp),
        Secrets = [InfobipAccounts.Key, InfobipAccounts.Token],
        Vendor = new VendorScript
        {
            Accept = (_, ids) => HttpReply.Of(200, $$"""{"to":"491512000011","messageCount":1,"messageId":"{{ids[0]}}","status":{{Pending}}}"""),
            Read = static request => [new("+" + Text(request.ReadJson(), "to"), null, Text(request.ReadJson().GetProperty("content"), "text"))],
            Error = static (status, code) => HttpReply.Of(status, $$$"""{"requestError":{"serviceException":{"messageId":"{{{code}}}","text":"The vendor's words","validationErrors":{} } } }"""),
            Answers =
            [
                new("UnknownNumber52", WhatsApp200(52, 0), SendOutcomeKind.Rejected, FailureKind.InvalidRecipient),
                new("MarketingOptOut7033", WhatsApp200(9, 7033), SendOutcomeKind.Rejected, FailureKind.OptedOut) { Code = "error 7033" },
                new("WindowClosed7010", WhatsApp200(9, 7010), SendOutcomeKind.Rejected, FailureKind.Refused) { Code = "error 7010" },
                new("WrongSender7001", WhatsApp200(9, 7001), SendOutcomeKind.Retry, FailureKind.Configuration),
                new("FrequencyCap7032", WhatsApp200(9, 7032), SendOutcomeKind.Retry, FailureKind.Throttled),
                new("Rate7017", WhatsApp200(9, 7017), SendOutcomeKind.Throttled, FailureKind.Throttled),
                new("WrongKey", HttpReply.Of(401, """{"requestError":{"serviceException":{"messageId":"UNAUTHORIZED","text":"Invalid login details"}}}"""), SendOutcomeKind.Retry, FailureKind.Configuration) { Code = "UNAUTHORIZED" },
            ],
            Limits = [Limit("Text4096", 4096)],
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Adapter_OfEachChannel_KeepsTheRule(string channel, string name) => AdapterConformance.RunAsync(name, channel == "sms" ? Sms : WhatsApp);

    private static IChannelAdapter Create(AdapterEnvironment environment, MessageChannel channel)
    {
        var services = environment.CreateServices(s => new MessagingBuilder(s).AddInfobip(o =>
        {
            (o.ApiKey, o.BaseUrl, o.SmsSender, o.WhatsAppSender) = (InfobipAccounts.Key, environment.BaseUrl, "HaffSegeln", "441134960000");
            (o.WebhookUrl, o.WebhookToken) = (new Uri("https://example.org/webhooks/infobip"), InfobipAccounts.Token);
        }));
        var options = services.GetRequiredService<Microsoft.Extensions.Options.IOptions<InfobipOptions>>().Value;
        return services.GetServices<ChannelProvider>().OfType<InfobipProvider>().Single().CreateAdapter("infobip", channel, options);
    }

    private static List<VendorMessage> ReadSms(ReceivedRequest request) =>
        [.. request.ReadJson().GetProperty("messages").EnumerateArray().Select(m => new VendorMessage("+" + Text(m.GetProperty("destinations")[0], "to"), null, Text(m.GetProperty("content"), "text")))];

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string Taken(string id) => $$"""{"messageId":"{{id}}","status":{{Pending}},"destination":"491512000011","details":{"messageCount":1} }""";

    private static HttpReply Sms200(int group, int id) =>
        HttpReply.Of(200, string.Create(CultureInfo.InvariantCulture, $$"""{"messages":[{"messageId":"x","status":{"groupId":{{group}},"id":{{id}},"name":"REJECTED_X","description":"Words"},"destination":"491512000011"}]}"""));

    private static HttpReply WhatsApp200(int status, int error) => HttpReply.Of(
        200, string.Create(CultureInfo.InvariantCulture, $$"""{"to":"491512000011","messageId":"x","status":{"groupId":5,"id":{{status}},"name":"REJECTED_X"},"error":{"groupId":1,"id":{{error}},"name":"EC_X","permanent":true} }"""));

    private static VendorLimit Limit(string name, int length) => new(
        name, m => m with { Content = m.Content with { Text = new string('x', length) } }, m => m with { Content = m.Content with { Text = new string('x', length + 1) } });
}
