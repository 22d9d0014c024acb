using System.Text.Json;
using Messaging.Channels;
using Messaging.Providers.Resend;
using Messaging.Testing.Conformance;
using Messaging.Testing.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Providers.Tests.Resend;

/// <summary>The suite that every adapter passes, with Resend's script, against a server that fails in every way a network can: with messages one by one under their keys, and in batches.</summary>
public sealed class ResendConformanceTests
{
    private static readonly AdapterUnderTest Single = Subject(batch: false);
    private static readonly AdapterUnderTest Batch = Subject(batch: true);

    public static TheoryData<string> Names => [.. AdapterConformance.CasesOf(Single).Select(c => c.Name)];

    public static TheoryData<string> BatchNames => [.. AdapterConformance.CasesOf(Batch).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Adapter_KeepsTheRule(string name) => AdapterConformance.RunAsync(name, Single);

    [Theory]
    [MemberData(nameof(BatchNames))]
    public Task BatchAdapter_KeepsTheRule(string name) => AdapterConformance.RunAsync(name, Batch);

    private static AdapterUnderTest Subject(bool batch) => new()
    {
        Channel = MessageChannel.Email,
        Create = environment => Create(environment, batch),
        Secrets = [ResendAccount.ApiKey],
        Vendor = new VendorScript
        {
            Accept = static (request, ids) => Taken(request, ids),
            Read = Read,
            Error = static (status, name) => Error(status, name),
            IdempotencyKey = batch ? null : static r => r.Header("Idempotency-Key"),
            Answers =
            [
                new("InvalidTo", Error(422, "validation_error", "Invalid `to` field. The email address needs to follow the `email@example.com` format."), SendOutcomeKind.Rejected, FailureKind.InvalidRecipient) { Code = "validation_error" },
                new("ValidationError400", Error(400, "validation_error"), SendOutcomeKind.Rejected, FailureKind.Refused) { Code = "validation_error" },
                new("MissingField", Error(422, "missing_required_field"), SendOutcomeKind.Rejected, FailureKind.Refused),
                new("InvalidAttachment", Error(422, "invalid_attachment"), SendOutcomeKind.Rejected, FailureKind.Refused),
                new("InvalidParameter", Error(422, "invalid_parameter"), SendOutcomeKind.Rejected, FailureKind.Refused),
                new("InvalidIdempotencyKey", Error(400, "invalid_idempotency_key"), SendOutcomeKind.Rejected, FailureKind.Refused),
                new("OtherBodyUnderTheKey", Error(409, "invalid_idempotent_request"), SendOutcomeKind.Rejected, FailureKind.Refused) { Code = "invalid_idempotent_request" },
                new("SameKeyInFlight", Error(409, "concurrent_idempotent_requests"), SendOutcomeKind.Unknown, FailureKind.Unexpected) { Code = "concurrent_idempotent_requests" },
                new("SecurityError", Error(451, "security_error"), SendOutcomeKind.Rejected, FailureKind.Refused),
                new("DomainNotVerified", Error(403, "validation_error"), SendOutcomeKind.Retry, FailureKind.Configuration) { Code = "validation_error" },
                new("InvalidFrom", Error(422, "invalid_from_address"), SendOutcomeKind.Retry, FailureKind.Configuration),
                new("InvalidKey", Error(403, "invalid_api_key"), SendOutcomeKind.Retry, FailureKind.Configuration),
                new("MissingKey", Error(401, "missing_api_key"), SendOutcomeKind.Retry, FailureKind.Configuration),
                new("RestrictedKey", Error(401, "restricted_api_key"), SendOutcomeKind.Retry, FailureKind.Configuration) { Code = "restricted_api_key" },
                new("InvalidAccess", Error(422, "invalid_access"), SendOutcomeKind.Retry, FailureKind.Configuration),
                new("InvalidRegion", Error(422, "invalid_region"), SendOutcomeKind.Retry, FailureKind.Configuration),
                new("NotFound", Error(404, "not_found"), SendOutcomeKind.Retry, FailureKind.Configuration),
                new("MethodNotAllowed", Error(405, "method_not_allowed"), SendOutcomeKind.Retry, FailureKind.Configuration),
                new("ApplicationError", Error(500, "application_error"), SendOutcomeKind.Unknown, FailureKind.Unexpected) { Code = "application_error" },
                new("InternalServerError", Error(500, "internal_server_error"), SendOutcomeKind.Unknown, FailureKind.Unexpected),
                new("TooFast", Error(429, "rate_limit_exceeded").WithHeader("ratelimit-reset", "7"), SendOutcomeKind.Throttled, FailureKind.Throttled) { RetryAfter = TimeSpan.FromSeconds(7) },
                new("TooFastWithTwoHeaders", Error(429, "rate_limit_exceeded").WithHeader("ratelimit-reset", "7").WithHeader("retry-after", "3"), SendOutcomeKind.Throttled, FailureKind.Throttled) { RetryAfter = TimeSpan.FromSeconds(3) },
                new("DailyQuota", Error(429, "daily_quota_exceeded").WithHeader("retry-after", "3"), SendOutcomeKind.Throttled, FailureKind.Throttled) { RetryAfter = TimeSpan.FromHours(1) },
                new("MonthlyQuota", Error(429, "monthly_quota_exceeded"), SendOutcomeKind.Throttled, FailureKind.Throttled) { RetryAfter = TimeSpan.FromHours(12) },
            ],
            Documented = new Dictionary<int, SendOutcomeKind> { [404] = SendOutcomeKind.Retry, [405] = SendOutcomeKind.Retry },
            Batch = batch ? new VendorBatch { AcceptSome = static (request, ids) => TakenInPart(request, ids) } : null,
            Lookup = new VendorLookup
            {
                Taken = static (_, id) => HttpReply.Of(200, JsonSerializer.Serialize(new { @object = "email", id, last_event = "delivered", created_at = "2023-04-03 22:13:42.674981+00" })),
                Missing = Error(404, "not_found"),
                NeedsId = true,
            },
        },
    };

    private static IChannelAdapter Create(AdapterEnvironment environment, bool batch)
    {
        var services = environment.CreateServices(s => new MessagingBuilder(s).AddResend(static _ => { }));
        var provider = services.GetServices<ChannelProvider>().OfType<ResendProvider>().Single();
        return provider.CreateAdapter("resend", MessageChannel.Email, ResendAccount.Options(o => (o.BaseUrl, o.Batch) = (environment.BaseUrl, batch)));
    }

    private static IReadOnlyList<VendorMessage> Read(ReceivedRequest request)
    {
        // Without a user agent Resend lets nobody in.
        if (request.Header("User-Agent").Length == 0)
        {
            throw new InvalidOperationException("1010");
        }

        var body = request.ReadJson();
        return body.ValueKind == JsonValueKind.Array ? [.. body.EnumerateArray().Select(ReadOne)] : [ReadOne(body)];
    }

    private static VendorMessage ReadOne(JsonElement email) =>
        new(email.GetProperty("to").EnumerateArray().Single().GetString()!, email.GetProperty("subject").GetString(), TextOf(email, "text"), TextOf(email, "html"));

    private static string? TextOf(JsonElement email, string name) => email.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static HttpReply Taken(ReceivedRequest request, IReadOnlyList<string> ids) => request.Path == "/emails/batch"
        ? TakenInPart(request, [.. ids])
        : HttpReply.Of(200, JsonSerializer.Serialize(new { id = ids[0] }));

    private static HttpReply TakenInPart(ReceivedRequest request, IReadOnlyList<string?> ids)
    {
        var data = ids.Where(id => id is not null).Select(id => new { id });
        var errors = ids.Select((id, index) => (id, index)).Where(p => p.id is null).Select(p => new { p.index, message = "Invalid `to` field." });
        return request.Header("x-batch-validation") == "permissive" ? HttpReply.Of(200, JsonSerializer.Serialize(new { data, errors })) : HttpReply.Of(422);
    }

    private static HttpReply Error(int status, string name, string message = "It is not right.") => HttpReply.Of(status, JsonSerializer.Serialize(new { statusCode = status, name, message }));
}
