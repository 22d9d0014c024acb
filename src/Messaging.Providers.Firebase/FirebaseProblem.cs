using System.Text.Json;

namespace Messaging.Providers.Firebase;

/// <summary>What an error of FCM says (https://cloud.google.com/apis/design/errors). Whatever is not in the form expected counts as not said.</summary>
internal sealed class FirebaseProblem
{
    private const string FcmError = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
    private const string ApnsError = "type.googleapis.com/google.firebase.fcm.v1.ApnsError";
    private const string BadRequest = "type.googleapis.com/google.rpc.BadRequest";

    /// <summary>FCM's own code, such as <c>UNREGISTERED</c>, or null.</summary>
    public string? ErrorCode { get; private init; }

    /// <summary>The code that Google's APIs share, such as <c>NOT_FOUND</c>, or null.</summary>
    public string? Status { get; private init; }

    /// <summary>Its words, or null.</summary>
    public string? Message { get; private init; }

    /// <summary>The fields of the request that are wrong.</summary>
    public IReadOnlyList<string> Fields { get; private init; } = [];

    public static FirebaseProblem Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = Member(document.RootElement, "error");
            List<JsonElement> details = Member(error, "details") is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : [];
            var (status, message) = (Text(error, "status"), Text(error, "message"));
            return new FirebaseProblem
            {
                ErrorCode = details.Where(d => Text(d, "@type") is FcmError).Select(d => Text(d, "errorCode")).FirstOrDefault(c => c is not null)
                    ?? (details.Exists(d => Text(d, "@type") is ApnsError) && status is "UNAUTHENTICATED" ? "THIRD_PARTY_AUTH_ERROR" : null),
                Status = status,
                Message = message,
                Fields = [.. details.Where(d => Text(d, "@type") is BadRequest).SelectMany(FieldsOf)],
            };
        }
        catch (JsonException)
        {
            return new FirebaseProblem();
        }
    }

    private static IEnumerable<string> FieldsOf(JsonElement detail) =>
        Member(detail, "fieldViolations") is { ValueKind: JsonValueKind.Array } fields ? [.. fields.EnumerateArray().Select(f => Text(f, "field") ?? "")] : [];

    private static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement Member(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;
}
