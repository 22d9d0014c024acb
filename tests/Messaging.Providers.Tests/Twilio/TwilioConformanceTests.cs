using System.Globalization;
using Messaging.Channels;
using Messaging.Providers.Tests.Twilio.Support;
using Messaging.Providers.Twilio;
using Messaging.Testing.Conformance;
using Messaging.Testing.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Providers.Tests.Twilio;

/// <summary>The adapters of the three channels keep the rules of every adapter.</summary>
public sealed class TwilioConformanceTests
{
    private static readonly string[] Channels = ["sms", "whatsapp", "messenger"];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var channel in Channels)
            {
                foreach (var found in AdapterConformance.CasesOf(Subject(channel)))
                {
                    cases.Add(channel, found.Name);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Adapter_OfEachChannel_KeepsTheRule(string channel, string name) => AdapterConformance.RunAsync(name, Subject(channel));

    private static AdapterUnderTest Subject(string channel) => new()
    {
        Channel = MessageChannel.Parse(channel),
        Create = environment => Create(environment, MessageChannel.Parse(channel)),
        Secrets = [Accounts.Token, "previous-token-41c0"],
        Vendor = new VendorScript
        {
            Accept = (_, ids) => HttpReply.Of(201, $$"""{"account_sid":"{{Accounts.AccountSid}}","sid":"{{ids[0]}}","status":"queued","num_segments":"1","error_code":null,"date_created":"Thu, 24 Aug 2023 05:01:45 +0000"}"""),
            Read = request => [Read(request)],
            Error = Error,
            Answers =
            [
                new("UnknownNumber21211", Error(400, "21211"), SendOutcomeKind.Rejected, FailureKind.InvalidRecipient) { Code = "21211" },
                new("NotMobile21614", Error(400, "21614"), SendOutcomeKind.Rejected, FailureKind.InvalidRecipient),
                new("OptedOut21610", Error(400, "21610"), SendOutcomeKind.Rejected, FailureKind.OptedOut) { Code = "21610" },
                new("WindowClosed63016", Error(400, "63016"), SendOutcomeKind.Rejected, FailureKind.Refused) { Code = "63016" },
                new("TooLong21617", Error(400, "21617"), SendOutcomeKind.Rejected, FailureKind.TooLarge),
                new("WrongToken20003", Error(401, "20003"), SendOutcomeKind.Retry, FailureKind.Configuration) { Code = "20003" },
                new("WrongSender21606", Error(400, "21606"), SendOutcomeKind.Retry, FailureKind.Configuration),
                new("TooFast20429", Error(429, "20429"), SendOutcomeKind.Throttled, FailureKind.Throttled),
                new("TooFast20429WithHeader", Error(429, "20429").WithHeader("Retry-After", "11"), SendOutcomeKind.Throttled, FailureKind.Throttled) { RetryAfter = TimeSpan.FromSeconds(11) },
                new("QueueFull21611", Error(400, "21611"), SendOutcomeKind.Throttled, FailureKind.Throttled),
                new("ProviderTimeout30410", Error(400, "30410"), SendOutcomeKind.Unknown, FailureKind.Unexpected),
                new("Internal20500", Error(500, "20500"), SendOutcomeKind.Unknown, FailureKind.Unexpected),
            ],
            Limits =
            [
                new("Text1600", static m => m with { Content = m.Content with { Text = new string('x', 1600) } }, static m => m with { Content = m.Content with { Text = new string('x', 1601) } }),
            ],
            Lookup = new VendorLookup
            {
                Taken = (_, id) => HttpReply.Of(200, $$"""{"sid":"{{id}}","status":"delivered"}"""),
                Missing = Error(404, "20404"),
                NeedsId = true,
            },
        },
    };

    private static IChannelAdapter Create(AdapterEnvironment environment, MessageChannel channel)
    {
        var services = environment.CreateServices(s => new MessagingBuilder(s).AddTwilio(o =>
        {
            (o.AccountSid, o.AuthToken, o.PreviousAuthToken) = (Accounts.AccountSid, Accounts.Token, "previous-token-41c0");
            (o.SmsFrom, o.WhatsAppFrom, o.MessengerFrom) = ("+15005550006", "+14155238886", "1234567890");
            (o.BaseUrl, o.WebhookUrl) = (environment.BaseUrl, new Uri(Accounts.WebhookUrl));
        }));
        var options = services.GetRequiredService<Microsoft.Extensions.Options.IOptions<TwilioOptions>>().Value;
        return services.GetServices<ChannelProvider>().OfType<TwilioProvider>().Single().CreateAdapter("twilio", channel, options);
    }

    private static VendorMessage Read(ReceivedRequest request)
    {
        var form = request.ReadForm();
        var to = form.Single(p => p.Key == "To").Value;
        return new VendorMessage(to[(to.IndexOf(':', StringComparison.Ordinal) + 1)..], null, form.Single(p => p.Key == "Body").Value);
    }

    private static HttpReply Error(int status, string code) => HttpReply.Of(
        status, string.Create(CultureInfo.InvariantCulture, $$"""{"code":{{(code.All(char.IsAsciiDigit) ? code : $"\"{code}\"")}},"message":"The vendor's words","more_info":"https://www.twilio.com/docs/errors/{{code}}","status":{{status}}}"""));
}
