using System.Collections.Frozen;
using System.Globalization;
using Messaging.Channels;
using Messaging.Channels.Http;
using Messaging.Tracking;

namespace Messaging.Providers.Twilio;

/// <summary>What Twilio's error codes mean, whether they answer a request or come with a report (https://www.twilio.com/docs/api/errors).</summary>
/// <remarks>The set is open: a code that is not here means what its HTTP status says.</remarks>
internal static class TwilioErrors
{
    private static readonly TimeSpan RequestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan QueueWait = TimeSpan.FromMinutes(1);

    private static readonly FrozenDictionary<int, FailureKind> Kinds = Table(
        (FailureKind.Configuration,
        [
            20003, 20006, 20404, 21212, 21408, 21601, 21603, 21606, 21607, 21608, 21609, 21654, 21655, 21656, .. Enumerable.Range(21701, 12),
            30002, 30018, 30024, 30032, 30033, 30034, 30035,
            63001, 63002, 63007, 63008, 63020, 63022, 63027, 63028, 63040, 63042, 63051,
        ]),
        (FailureKind.InvalidRecipient, [21211, 21614, 21217, 30005, 30006, 63003, 63024]),
        (FailureKind.OptedOut, [21610, 63014, 63033]),
        (FailureKind.Throttled, [20429, 14107, 21611, 30001, 30022, 30023, 63017, 63018, 63038]),
        (FailureKind.Temporary, [20500, 20503, 30003, 30008, 63009, 63010, 63012]),
        (FailureKind.TooLarge, [21617]),
        (FailureKind.Refused,
        [
            21602, 21604, 21612, 21618, 21620, 21623, 21658, 30004, 30007, 30019, 30450,
            63005, 63006, 63013, 63015, 63016, 63019, 63021, 63026, 63030, 63032, 63034, 63041,
        ]),

        // Twilio does not repeat it itself, so as not to deliver it twice.
        (FailureKind.Unexpected, [30410]));

    /// <summary>The outcome of a request that was not taken, or perhaps not.</summary>
    public static SendOutcome ToOutcome(HttpAnswer answer)
    {
        var error = TwilioJson.TryRead(answer.Body, TwilioJson.Default.TwilioError);
        var code = error?.Code?.ToString(CultureInfo.InvariantCulture);
        FailureKind? kind = error?.Code is { } number && Kinds.TryGetValue(number, out var known) ? known : null;
        if (kind == FailureKind.Throttled)
        {
            return SendOutcome.Throttled(answer.RetryAfter ?? (error!.Code == 20429 ? RequestWait : QueueWait));
        }

        // Where the status leaves open whether the message was taken, no code closes it.
        if (kind is null || (int)answer.Status is < 400 or 408 or 409 or 425 or 429 or >= 500)
        {
            return answer.ToOutcome(code, error?.Words);
        }

        var failure = new SendFailure(kind.Value, code!, error!.Words);
        return kind switch
        {
            FailureKind.Configuration or FailureKind.Temporary => SendOutcome.Retry(failure, answer.RetryAfter),
            FailureKind.Unexpected => SendOutcome.Unknown(failure),
            _ => SendOutcome.Rejected(failure),
        };
    }

    /// <summary>What a code in a report of failure means for further messages to the address.</summary>
    /// <param name="code">The code as it came.</param>
    public static ContactEffect EffectOf(string code) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Kinds.TryGetValue(number, out var kind)
            ? kind switch
            {
                FailureKind.InvalidRecipient => ContactEffect.HardBounce,
                FailureKind.OptedOut => ContactEffect.OptOut,
                FailureKind.Temporary => ContactEffect.SoftBounce,
                _ => ContactEffect.None,
            }
            : ContactEffect.None;

    private static FrozenDictionary<int, FailureKind> Table(params (FailureKind Kind, int[] Codes)[] rows) =>
        rows.SelectMany(static r => r.Codes.Select(c => KeyValuePair.Create(c, r.Kind))).ToFrozenDictionary();
}
