using Messaging.Channels;
using Messaging.Channels.Http;
using Messaging.Providers.Tests.Firebase.Support;
using Messaging.Testing.Http;

namespace Messaging.Providers.Tests.Firebase;

/// <summary>What FCM's errors mean. Forgetting a token loses a device, so it is blamed only when nothing else can be.</summary>
public sealed class FirebaseErrorsTests
{
    public static TheoryData<string, HttpReply, SendOutcomeKind, FailureKind> Answers => new()
    {
        { "a token that is none", FirebaseVendor.Error(400, "INVALID_ARGUMENT", "The registration token is not a valid FCM registration token"), SendOutcomeKind.Rejected, FailureKind.InvalidRecipient },
        { "a token that is none, named as a field", FirebaseVendor.BadRequest(hasFcmError: true, "message.token"), SendOutcomeKind.Rejected, FailureKind.InvalidRecipient },
        { "a wrong value", FirebaseVendor.BadRequest(hasFcmError: false, "message.data[0].value"), SendOutcomeKind.Rejected, FailureKind.Refused },
        { "a wrong value, with FCM's code", FirebaseVendor.BadRequest(hasFcmError: true, "message.android.ttl"), SendOutcomeKind.Rejected, FailureKind.Refused },
        { "a wrong value beside a wrong token", FirebaseVendor.BadRequest(hasFcmError: true, "message.token", "message.apns"), SendOutcomeKind.Rejected, FailureKind.Refused },
        { "no detail at all", FirebaseVendor.Plain(400, "INVALID_ARGUMENT"), SendOutcomeKind.Rejected, FailureKind.Refused },
        { "too big", FirebaseVendor.Error(400, "INVALID_ARGUMENT", "Android message is too big"), SendOutcomeKind.Rejected, FailureKind.TooLarge },
        { "unregistered", FirebaseVendor.Error(404, "UNREGISTERED", googleStatus: "NOT_FOUND"), SendOutcomeKind.Rejected, FailureKind.InvalidRecipient },
        { "no such project", FirebaseVendor.Plain(404, "NOT_FOUND"), SendOutcomeKind.Rejected, FailureKind.Refused },
        { "another sender", FirebaseVendor.Error(403, "SENDER_ID_MISMATCH"), SendOutcomeKind.Rejected, FailureKind.InvalidRecipient },
        { "no permission", FirebaseVendor.Plain(403, "PERMISSION_DENIED"), SendOutcomeKind.Retry, FailureKind.Configuration },
        { "no credentials", FirebaseVendor.Plain(401, "UNAUTHENTICATED"), SendOutcomeKind.Retry, FailureKind.Configuration },
        { "Apple's key", FirebaseVendor.Error(401, "THIRD_PARTY_AUTH_ERROR"), SendOutcomeKind.Retry, FailureKind.Configuration },
        { "Apple's key by its old name", FirebaseVendor.Error(401, "APNS_AUTH_ERROR"), SendOutcomeKind.Retry, FailureKind.Configuration },
        { "quota", FirebaseVendor.Error(429, "QUOTA_EXCEEDED"), SendOutcomeKind.Throttled, FailureKind.Throttled },
        { "unavailable", FirebaseVendor.Error(503, "UNAVAILABLE"), SendOutcomeKind.Unknown, FailureKind.Unexpected },
        { "internal", FirebaseVendor.Error(500, "INTERNAL"), SendOutcomeKind.Unknown, FailureKind.Unexpected },
        { "a proxy", HttpReply.Html(502), SendOutcomeKind.Unknown, FailureKind.Unexpected },
        { "an unheard of code", FirebaseVendor.Error(418, "TEAPOT"), SendOutcomeKind.Rejected, FailureKind.Refused },
        { "a code at an unusual status", FirebaseVendor.Error(400, "UNREGISTERED"), SendOutcomeKind.Rejected, FailureKind.Refused },
        { "details that are none", HttpReply.Of(400, """{"error":{"status":"INVALID_ARGUMENT","details":[7,null,"x",{"@type":3},{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":{}}]}}"""), SendOutcomeKind.Rejected, FailureKind.Refused },
        { "an error that is none", HttpReply.Of(400, """{"error":[]}"""), SendOutcomeKind.Rejected, FailureKind.Refused },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_HasItsMeaning(string what, HttpReply reply, SendOutcomeKind kind, FailureKind failure)
    {
        var server = new FaultyHttpServer { Handler = r => FirebaseVendor.IsToken(r) ? FirebaseVendor.Token() : reply };
        await using (server)
        {
            using var http = new HttpClient(HttpAttempt.CreateHandler());
            var outcome = await FirebaseAccount.Adapter(server, http).SendAsync(FirebaseAccount.Message(), default);
            Assert.True((kind, failure) == (outcome.Kind, outcome.Failure!.Kind), $"{what}: {outcome.Kind} {outcome.Failure}");
        }
    }
}
