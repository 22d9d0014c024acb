using System.Text.Json;
using Messaging.Channels;
using Messaging.Testing.Conformance;
using Messaging.Testing.Http;

namespace Messaging.Core.Tests.Conformance;

/// <summary>An invented vendor of SMS with batches, keys and look-ups, so that every case of the suite has something to do.</summary>
internal static class FlawedVendor
{
    public const string Key = "flawed-vendor-key-4711";
    public const int MaxText = 1000;

    public static AdapterUnderTest With(Flaw flaw) => new()
    {
        Channel = MessageChannel.Sms,
        Create = environment => new FlawedAdapter(flaw, environment),
        Secrets = [Key],
        Patience = TimeSpan.FromSeconds(flaw == Flaw.IgnoresCancellation ? 1 : 30),
        Vendor = new VendorScript
        {
            Accept = (_, ids) => AcceptSome(ids),
            Read = Read,
            Error = Error,
            IdempotencyKey = r => r.Header("Idempotency-Key"),
            Answers =
            [
                new("InvalidNumber", Error(400, "invalid_number"), SendOutcomeKind.Rejected, FailureKind.InvalidRecipient) { Code = "invalid_number" },
                new("Spam", Error(400, "spam"), SendOutcomeKind.Rejected, FailureKind.Refused),
                new("WrongKey", Error(401, "wrong_key"), SendOutcomeKind.Retry, FailureKind.Configuration),
                new("TooFast", Error(429, "too_fast").WithHeader("Retry-After", "30"), SendOutcomeKind.Throttled, FailureKind.Throttled) { RetryAfter = TimeSpan.FromSeconds(30) },
            ],
            Limits = [new("Text1000", m => Saying(m, MaxText), m => Saying(m, MaxText + 1))],
            Batch = new VendorBatch { AcceptSome = (_, ids) => AcceptSome(ids) },
            Lookup = new VendorLookup { Taken = (_, id) => AcceptSome([id]), Missing = HttpReply.Of(404) },
        },
    };

    public static FailureKind? KindOf(string code) => code switch
    {
        "invalid_number" => FailureKind.InvalidRecipient,
        "spam" => FailureKind.Refused,
        _ => null,
    };

    public static string? CodeOf(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String ? error.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static HttpReply Error(int status, string code) => HttpReply.Of(status, JsonSerializer.Serialize(new { error = code }));

    private static HttpReply AcceptSome(IEnumerable<string?> ids) =>
        HttpReply.Of(202, JsonSerializer.Serialize(new { messages = ids.Select(id => new { id, error = id is null ? "invalid_number" : null }) }));

    private static IReadOnlyList<VendorMessage> Read(ReceivedRequest request) =>
        [.. request.ReadJson().GetProperty("messages").EnumerateArray().Select(m => new VendorMessage(m.GetProperty("to").GetString()!, null, m.GetProperty("text").GetString()))];

    private static OutboundMessage Saying(OutboundMessage message, int length) => message with { Content = message.Content with { Text = new string('x', length) } };
}
