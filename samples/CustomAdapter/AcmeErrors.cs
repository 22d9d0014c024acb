using System.Net;
using Messaging.Channels;
using Messaging.Channels.Http;

namespace CustomAdapter;

/// <summary>What Acme's codes mean for a message, in one table. Codes that are not in it are read by the HTTP status.</summary>
internal static class AcmeErrors
{
    public static SendOutcome Classify(HttpAnswer answer, AcmeAnswer? said) => said?.Code switch
    {
        "unknown_number" => SendOutcome.Rejected(new SendFailure(FailureKind.InvalidRecipient, said.Code, said.Message)),
        "opted_out" => SendOutcome.Rejected(new SendFailure(FailureKind.OptedOut, said.Code, said.Message)),
        "spam" => SendOutcome.Rejected(new SendFailure(FailureKind.Refused, said.Code, said.Message)),
        "no_credit" => SendOutcome.Retry(new SendFailure(FailureKind.Configuration, said.Code, said.Message)),

        // Acme's manual promises that nothing was taken. Without such a promise a 503 is unknown.
        "maintenance" when answer.Status == HttpStatusCode.ServiceUnavailable => SendOutcome.Retry(new SendFailure(FailureKind.Temporary, said.Code, said.Message), answer.RetryAfter),
        _ => answer.ToOutcome(said?.Code, said?.Message),
    };
}
