using System.Text;
using Messaging.Channels;
using Messaging.Providers.Firebase;
using Messaging.Providers.Tests.Firebase.Support;
using Messaging.Testing.Conformance;
using Messaging.Testing.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Providers.Tests.Firebase;

/// <summary>Push keeps the rules of all adapters.</summary>
public sealed class FirebaseConformanceTests
{
    private static readonly AdapterUnderTest Firebase = new()
    {
        Channel = MessageChannel.Push,
        Create = Create,
        Secrets = [FirebaseVendor.AccessToken, FirebaseAccount.Pem, FirebaseAccount.Pem.Split('\n')[3].Trim()],
        Vendor = new VendorScript
        {
            Aside = r => FirebaseVendor.IsToken(r) ? FirebaseVendor.Token() : null,
            NewId = n => $"projects/{FirebaseAccount.Project}/messages/0:{n}",
            Accept = (_, ids) => FirebaseVendor.Accepted(ids[0]),
            Read = Read,
            Error = (status, code) => FirebaseVendor.Error(status, code),
            Answers =
            [
                new("Unregistered", FirebaseVendor.Error(404, "UNREGISTERED", googleStatus: "NOT_FOUND"), SendOutcomeKind.Rejected, FailureKind.InvalidRecipient) { Code = "UNREGISTERED" },
                new("NotAToken", FirebaseVendor.Error(400, "INVALID_ARGUMENT", "The registration token is not a valid FCM registration token"), SendOutcomeKind.Rejected, FailureKind.InvalidRecipient),
                new("WrongField", FirebaseVendor.BadRequest(hasFcmError: false, "message.data[0].value"), SendOutcomeKind.Rejected, FailureKind.Refused) { Code = "INVALID_ARGUMENT" },
                new("SenderIdMismatch", FirebaseVendor.Error(403, "SENDER_ID_MISMATCH", googleStatus: "PERMISSION_DENIED"), SendOutcomeKind.Rejected, FailureKind.InvalidRecipient),
                new("PermissionDenied", FirebaseVendor.Plain(403, "PERMISSION_DENIED"), SendOutcomeKind.Retry, FailureKind.Configuration),
                new("Unauthenticated", FirebaseVendor.Plain(401, "UNAUTHENTICATED"), SendOutcomeKind.Retry, FailureKind.Configuration),
                new("ThirdPartyAuth", FirebaseVendor.Error(401, "THIRD_PARTY_AUTH_ERROR", googleStatus: "UNAUTHENTICATED"), SendOutcomeKind.Retry, FailureKind.Configuration) { Code = "THIRD_PARTY_AUTH_ERROR" },
                new("QuotaExceeded", FirebaseVendor.Error(429, "QUOTA_EXCEEDED", googleStatus: "RESOURCE_EXHAUSTED"), SendOutcomeKind.Throttled, FailureKind.Throttled) { RetryAfter = TimeSpan.FromSeconds(60) },
                new("QuotaExceededWithAWait", FirebaseVendor.Error(429, "QUOTA_EXCEEDED").WithHeader("Retry-After", "33"), SendOutcomeKind.Throttled, FailureKind.Throttled) { RetryAfter = TimeSpan.FromSeconds(33) },
                new("Unavailable", FirebaseVendor.Error(503, "UNAVAILABLE"), SendOutcomeKind.Unknown, FailureKind.Unexpected) { Code = "UNAVAILABLE" },
                new("Internal", FirebaseVendor.Error(500, "INTERNAL"), SendOutcomeKind.Unknown, FailureKind.Unexpected),
            ],
            Limits = [new("4096Bytes", m => Filled(m, FirebaseComposer.MaxSize, "x"), m => Filled(m, FirebaseComposer.MaxSize + 1, "x")), new("4096BytesInEmoji", m => Filled(m, 4095, "🚀"), m => Filled(m, 4100, "🚀"))],
        },
    };

    public static TheoryData<string> Names => [.. AdapterConformance.CasesOf(Firebase).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Adapter_KeepsTheRule(string name) => AdapterConformance.RunAsync(name, Firebase);

    private static IChannelAdapter Create(AdapterEnvironment environment)
    {
        var services = environment.CreateServices(s => s.AddMessaging().AddFirebase(_ => { }));
        return services.GetServices<ChannelProvider>().OfType<FirebaseProvider>().Single().CreateAdapter("firebase", MessageChannel.Push, FirebaseAccount.Options(environment.BaseUrl));
    }

    // Whatever the suite sends conforms to the published description too.
    private static IReadOnlyList<VendorMessage> Read(ReceivedRequest request)
    {
        if (FirebaseContract.Violations(request) is { Count: > 0 } violations)
        {
            throw new ConformanceException($"The request is not as published: {string.Join("; ", violations)}");
        }

        var message = request.ReadJson().GetProperty("message");
        var notification = message.GetProperty("notification");
        return [new VendorMessage(message.GetProperty("token").GetString()!, notification.GetProperty("title").GetString(), notification.GetProperty("body").GetString())];
    }

    // Fills the text until the message is so large, in steps of the filling.
    private static OutboundMessage Filled(OutboundMessage message, int size, string filling)
    {
        var empty = message with { Content = message.Content with { Text = "" } };
        var rest = size - FirebaseComposer.SizeOf(new FirebaseComposer(new FirebaseOptions()).Compose(empty, null, default).Message) - "body".Length;
        var step = Encoding.UTF8.GetByteCount(filling);
        return message with { Content = message.Content with { Text = string.Concat(Enumerable.Repeat(filling, rest / step)) } };
    }
}
