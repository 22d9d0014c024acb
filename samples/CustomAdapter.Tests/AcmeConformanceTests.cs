using Messaging;
using Messaging.Channels;
using Messaging.Testing.Conformance;
using Messaging.Testing.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CustomAdapter.Tests;

/// <summary>The adapter keeps the rules of all adapters, against a server that behaves like Acme and fails in every way a network can.</summary>
public sealed class AcmeConformanceTests
{
    private static readonly AdapterUnderTest Acme = new()
    {
        Channel = MessageChannel.Sms,
        Create = Create,
        Secrets = ["acme-api-key-4711"],
        Vendor = new VendorScript
        {
            Accept = (_, ids) => HttpReply.Of(201, $$"""{"id":"{{ids[0]}}"}"""),
            Read = r => [new VendorMessage(r.ReadJson().GetProperty("to").GetString()!, null, r.ReadJson().GetProperty("text").GetString())],
            Error = (status, code) => HttpReply.Of(status, $$"""{"code":"{{code}}","message":"Something is wrong."}"""),
            Answers =
            [
                new("UnknownNumber", Error(422, "unknown_number"), SendOutcomeKind.Rejected, FailureKind.InvalidRecipient) { Code = "unknown_number" },
                new("OptedOut", Error(422, "opted_out"), SendOutcomeKind.Rejected, FailureKind.OptedOut),
                new("Spam", Error(422, "spam"), SendOutcomeKind.Rejected, FailureKind.Refused),
                new("NoCredit", Error(402, "no_credit"), SendOutcomeKind.Retry, FailureKind.Configuration),
                new("TooFast", Error(429, "too_fast").WithHeader("Retry-After", "8"), SendOutcomeKind.Throttled, FailureKind.Throttled) { RetryAfter = TimeSpan.FromSeconds(8) },
                new("Maintenance", Error(503, "maintenance"), SendOutcomeKind.Retry, FailureKind.Temporary),
            ],
            Limits = [new("Text1600", m => Saying(m, 1600), m => Saying(m, 1601))],
            IdempotencyKey = r => r.Header("Idempotency-Key"),
            Lookup = new VendorLookup { Taken = (_, id) => HttpReply.Of(200, $$"""{"id":"{{id}}"}"""), Missing = HttpReply.Of(404) },
        },
    };

    public static TheoryData<string> Names => [.. AdapterConformance.CasesOf(Acme).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Adapter_KeepsTheRule(string name) => AdapterConformance.RunAsync(name, Acme);

    private static IChannelAdapter Create(AdapterEnvironment environment)
    {
        var options = new AcmeOptions { BaseUrl = environment.BaseUrl, ApiKey = "acme-api-key-4711", From = "+15550100" };
        var services = environment.CreateServices(s => s.AddMessaging().AddAcme(_ => { }));
        return services.GetServices<ChannelProvider>().OfType<AcmeProvider>().Single().CreateAdapter("acme", MessageChannel.Sms, options);
    }

    private static HttpReply Error(int status, string code) => HttpReply.Of(status, $$"""{"code":"{{code}}","message":"Something is wrong."}""");

    private static OutboundMessage Saying(OutboundMessage message, int length) => message with { Content = message.Content with { Text = new string('x', length) } };
}
