using System.Globalization;
using System.Text.Json;
using Messaging.Testing.Http;

namespace Messaging.Providers.Tests.Firebase.Support;

/// <summary>What FCM and the token endpoint answer, in the forms that Google documents.</summary>
internal static class FirebaseVendor
{
    public const string AccessToken = "ya29.conformance-access-token";
    private const string FcmError = "type.googleapis.com/google.firebase.fcm.v1.FcmError";

    public static bool IsToken(ReceivedRequest request) => request.Path == "/token";

    public static HttpReply Token(int expiresIn = 3599, string token = AccessToken) =>
        HttpReply.Of(200, string.Create(CultureInfo.InvariantCulture, $$"""{"access_token":"{{token}}","expires_in":{{expiresIn}},"token_type":"Bearer"}"""));

    public static HttpReply Accepted(string name = "projects/haff-segeln-1a2b3/messages/0:1") => HttpReply.Of(200, $$"""{"name":"{{name}}"}""");

    /// <summary>An error with FCM's own code, as its sends answer.</summary>
    public static HttpReply Error(int status, string code, string message = "Something is wrong.", string? googleStatus = null) =>
        Reply(status, googleStatus ?? code, message, new Dictionary<string, object> { ["@type"] = FcmError, ["errorCode"] = code });

    /// <summary>An error without FCM's code, as Google's front answers.</summary>
    public static HttpReply Plain(int status, string googleStatus, string message = "Something is wrong.") => Reply(status, googleStatus, message);

    /// <summary>A request that is wrong in its fields.</summary>
    public static HttpReply BadRequest(bool hasFcmError, params string[] fields)
    {
        var violations = new Dictionary<string, object>
        {
            ["@type"] = "type.googleapis.com/google.rpc.BadRequest",
            ["fieldViolations"] = fields.Select(f => new { field = f, description = "Invalid value" }).ToArray(),
        };
        return hasFcmError
            ? Reply(400, "INVALID_ARGUMENT", "Invalid value", new Dictionary<string, object> { ["@type"] = FcmError, ["errorCode"] = "INVALID_ARGUMENT" }, violations)
            : Reply(400, "INVALID_ARGUMENT", "Invalid value", violations);
    }

    public static HttpReply Reply(int status, string googleStatus, string message, params object[] details) =>
        HttpReply.Of(status, JsonSerializer.Serialize(new { error = new { code = status, message, status = googleStatus, details } }));
}
