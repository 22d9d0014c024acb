using System.Text.Json;
using Messaging.Channels;
using Messaging.Providers.SendGrid;
using Messaging.Providers.Tests.SendGrid.Support;
using Messaging.Testing.Conformance;
using Messaging.Testing.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Providers.Tests.SendGrid;

/// <summary>The suite that every adapter passes, with SendGrid's script, against a server that fails in every way a network can.</summary>
public sealed class SendGridConformanceTests
{
    private static readonly AdapterUnderTest Subject = new()
    {
        Channel = MessageChannel.Email,
        Create = Create,
        Secrets = [SendGridAccount.ApiKey],
        Vendor = new VendorScript
        {
            Accept = static (_, ids) => HttpReply.Of(202).WithHeader("X-Message-Id", ids[0]),
            Read = Read,
            Error = static (status, field) => Error(status, field),
            Answers =
            [
                new("InvalidAddress", Error(400, "personalizations.0.to.0.email"), SendOutcomeKind.Rejected, FailureKind.InvalidRecipient) { Code = "400 personalizations" },
                new("BadContent", Error(400, "content.0.value"), SendOutcomeKind.Rejected, FailureKind.Refused) { Code = "400 content" },
                new("TooLarge", HttpReply.Of(413, """{"errors":[{"message":"payload too large","field":null}]}"""), SendOutcomeKind.Rejected, FailureKind.TooLarge),
                new("WrongKey", HttpReply.Of(401, """{"errors":[{"message":"The provided authorization grant is invalid, expired, or revoked","field":null,"help":null}]}"""), SendOutcomeKind.Retry, FailureKind.Configuration),
                new("UnverifiedSender", Error(403, "from"), SendOutcomeKind.Retry, FailureKind.Configuration) { Code = "403 from" },
                new("TooFast", Throttled(), SendOutcomeKind.Throttled, FailureKind.Throttled) { RetryAfter = TimeSpan.FromSeconds(42) },
                new("Sandbox", HttpReply.Of(200), SendOutcomeKind.Accepted),
            ],
            Documented = new Dictionary<int, SendOutcomeKind> { [404] = SendOutcomeKind.Retry, [405] = SendOutcomeKind.Retry, [415] = SendOutcomeKind.Retry },
            Batch = new VendorBatch
            {
                Returned = static ids => ids.Count == 1 ? ids : [.. ids.Select((_, i) => $"{ids[0]}#{i}")],
                Sample = static n => SampleMessage.Of(MessageChannel.Email, n) with { Content = new("Subject", "The same for all", "<p>The same for all</p>") },
            },
        },
    };

    public static TheoryData<string> Names => [.. AdapterConformance.CasesOf(Subject).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Adapter_KeepsTheRule(string name) => AdapterConformance.RunAsync(name, Subject);

    private static IChannelAdapter Create(AdapterEnvironment environment)
    {
        var services = environment.CreateServices(s => new MessagingBuilder(s).AddSendGrid(static _ => { }));
        var provider = services.GetServices<ChannelProvider>().OfType<SendGridProvider>().Single();
        return provider.CreateAdapter("sendgrid", MessageChannel.Email, SendGridAccount.Options(o => o.BaseUrl = environment.BaseUrl));
    }

    private static IReadOnlyList<VendorMessage> Read(ReceivedRequest request)
    {
        var mail = request.ReadJson();
        var content = mail.GetProperty("content").EnumerateArray().ToDictionary(c => c.GetProperty("type").GetString()!, c => c.GetProperty("value").GetString());
        return
        [
            .. mail.GetProperty("personalizations").EnumerateArray().Select(p => new VendorMessage(
                p.GetProperty("to").EnumerateArray().Single().GetProperty("email").GetString()!,
                p.GetProperty("subject").GetString(),
                content.GetValueOrDefault("text/plain"),
                content.GetValueOrDefault("text/html"))),
        ];
    }

    private static HttpReply Error(int status, string field) =>
        HttpReply.Of(status, JsonSerializer.Serialize(new { errors = new[] { new { message = "It is not right.", field, help = "http://sendgrid.com/docs/" } } }));

    // By the clock of the suite, which stands still.
    private static HttpReply Throttled()
    {
        var reset = new Testing.ManualTimeProvider().GetUtcNow().AddSeconds(42).ToUnixTimeSeconds();
        return HttpReply.Of(429, """{"errors":[{"field":null,"message":"too many requests"}]}""").WithHeader("X-RateLimit-Reset", $"{reset}");
    }
}
