using System.Text.Json;
using Messaging.Channels;
using Messaging.Channels.Http;

namespace Messaging.Providers.Firebase;

/// <summary>What FCM's errors mean for a message. See https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode. A code that is not here is read by the HTTP status.</summary>
internal static class FirebaseErrors
{
    /// <summary>The wait after a 429 that names none, as https://firebase.google.com/docs/cloud-messaging/scale-fcm advises.</summary>
    public static readonly TimeSpan UnsaidWait = TimeSpan.FromSeconds(60);

    /// <summary>The outcome of a message that FCM did not take.</summary>
    /// <param name="answer">An answer that is no 2xx.</param>
    public static SendOutcome Classify(HttpAnswer answer)
    {
        var problem = FirebaseProblem.Read(answer.Body);
        var code = problem.ErrorCode ?? problem.Status;
        SendFailure Failure(FailureKind kind) => new(kind, code!, problem.Message);
        return ((int)answer.Status, code) switch
        {
            (429, _) => SendOutcome.Throttled(answer.RetryAfter ?? UnsaidWait),
            (404, "UNREGISTERED") => SendOutcome.Rejected(Failure(FailureKind.InvalidRecipient)),

            // The token belongs to another project. Were it so for all, the service account would be the wrong one; for the single message it is the address either way.
            (403, "SENDER_ID_MISMATCH") => SendOutcome.Rejected(Failure(FailureKind.InvalidRecipient)),
            (400, "INVALID_ARGUMENT") => SendOutcome.Rejected(Failure(KindOfInvalidArgument(problem))),
            (401 or 403, "THIRD_PARTY_AUTH_ERROR" or "APNS_AUTH_ERROR") => SendOutcome.Retry(Failure(FailureKind.Configuration)),
            _ => answer.ToOutcome(code, problem.Message),
        };
    }

    /// <summary>The outcome of a message for which there was no access token: never sent, whatever the reason.</summary>
    /// <param name="answer">What the token endpoint answered.</param>
    /// <param name="said">What it said, or null.</param>
    public static SendOutcome WithoutToken(HttpAnswer answer, FirebaseTokenAnswer? said)
    {
        var status = (int)answer.Status;
        var code = said?.Error is { ValueKind: JsonValueKind.String } error ? $"token {error.GetString()}" : $"token http {status}";
        var isPassing = status is 408 or 425 or 429 or >= 500 || answer.IsSuccess;
        return SendOutcome.Retry(new SendFailure(isPassing ? FailureKind.Temporary : FailureKind.Configuration, code), answer.RetryAfter);
    }

    /// <summary>
    /// The same code stands for a token that is none and for a message that is wrong. The token is blamed only when nothing else is: it would be forgotten, and with it the device.
    /// </summary>
    private static FailureKind KindOfInvalidArgument(FirebaseProblem problem)
    {
        if (problem.Message?.Contains("too big", StringComparison.OrdinalIgnoreCase) == true || problem.Message?.Contains("too large", StringComparison.OrdinalIgnoreCase) == true)
        {
            return FailureKind.TooLarge;
        }

        return problem.Fields.Count == 0 ? problem.ErrorCode is null ? FailureKind.Refused : FailureKind.InvalidRecipient
            : problem.Fields.All(f => f == "message.token") ? FailureKind.InvalidRecipient
            : FailureKind.Refused;
    }
}
