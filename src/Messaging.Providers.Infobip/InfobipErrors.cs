using System.Collections.Frozen;
using System.Globalization;
using Messaging.Channels;
using Messaging.Channels.Http;
using Messaging.Tracking;

namespace Messaging.Providers.Infobip;

/// <summary>What Infobip's status and error ids mean (https://www.infobip.com/docs/essentials/response-status-and-error-codes): two tables, since the numbers overlap.</summary>
/// <remarks>The sets are open: an id that is not here means what its group, or the HTTP status, says.</remarks>
internal static class InfobipErrors
{
    private const int FrequencyCap = 7032;
    private const int FloodingFilter = 20;
    private const int MarketingOptOut = 7033;
    private const int TemplateOptOut = 7030;

    private static readonly TimeSpan RateWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan NumberWait = TimeSpan.FromHours(1);

    private static readonly FrozenDictionary<int, FailureKind> Statuses = Table(
        (FailureKind.Configuration, [6, 11, 12, 13, 17, 18, 19]),
        (FailureKind.InvalidRecipient, [8, 52]),
        (FailureKind.OptedOut, [10, 14]),
        (FailureKind.Throttled, [FloodingFilter]),
        (FailureKind.Temporary, [21]),
        (FailureKind.TooLarge, [25]),
        (FailureKind.Refused, [24, 51]));

    // 628, 51 and 631 come with permanent=true, and pass all the same: a handset, a congestion, an operator.
    private static readonly FrozenDictionary<int, FailureKind> Errors = Table(
        (FailureKind.Configuration, [7001, 7004, 7005, 7011, 7034, 7081, 7083]),
        (FailureKind.InvalidRecipient, [1, 9, 568, 629, 7002]),
        (FailureKind.OptedOut, [573, 2050, MarketingOptOut, 7003, TemplateOptOut]),
        (FailureKind.Throttled, [7017, FrequencyCap]),
        (FailureKind.Temporary, [6, 27, 31, 32, 34, 51, 256, 502, 628, 631, 2048, 7050, 7051]),
        (FailureKind.Refused, [7006, 7008, 7009, 7010, 7027]));

    /// <summary>Whether a refusal says only that a message with this id was there before: that one counts.</summary>
    public static bool IsDuplicate(InfobipStatus? status, InfobipStatus? error) => status?.Id == 23 || error?.Id is 5492 or 7280;

    /// <summary>Whether a status speaks of a message that was taken, wherever it is now.</summary>
    public static bool IsTaken(InfobipStatus? status) => status?.GroupId is not (2 or 4 or 5);

    /// <summary>The outcome of one message of a request that succeeded.</summary>
    /// <param name="entry">What is said of it.</param>
    /// <param name="messageId">The id it was sent with.</param>
    public static SendOutcome ToOutcome(InfobipAnswer entry, string messageId)
    {
        var (status, error) = (entry.Status, entry.Error);
        if (IsTaken(status))
        {
            return SendOutcome.Accepted(entry.MessageId);
        }

        if (IsDuplicate(status, error))
        {
            return SendOutcome.Accepted(messageId);
        }

        var kind = KindOf(status, error);
        var words = new[] { status?.Name, status?.Description, error?.Name, error?.Description }.Where(static w => w is not null);
        var failure = new SendFailure(kind, CodeOf(status, error), string.Join(' ', words));
        return kind switch
        {
            // How many messages one number may get concerns that number, not the pace of the connection.
            FailureKind.Throttled when status?.Id == FloodingFilter || error?.Id == FrequencyCap => SendOutcome.Retry(failure, NumberWait),
            FailureKind.Throttled => SendOutcome.Throttled(RateWait),
            FailureKind.Configuration or FailureKind.Temporary => SendOutcome.Retry(failure),
            _ => SendOutcome.Rejected(failure),
        };
    }

    /// <summary>The outcome of a request that failed.</summary>
    public static SendOutcome ToOutcome(HttpAnswer answer)
    {
        var error = InfobipJson.TryRead(answer.Body, InfobipJson.Default.InfobipError);
        return answer.ToOutcome(error?.Code, error?.Words);
    }

    /// <summary>What a report of failure means for further messages to the address.</summary>
    public static ContactEffect EffectOf(InfobipStatus? status, InfobipStatus? error) => (KindOf(status, error), error?.Id) switch
    {
        (FailureKind.OptedOut, MarketingOptOut) => ContactEffect.Unsubscribe,
        (FailureKind.OptedOut, TemplateOptOut) => ContactEffect.None,
        (FailureKind.OptedOut, _) => ContactEffect.OptOut,
        (FailureKind.InvalidRecipient, _) => ContactEffect.HardBounce,
        (FailureKind.Temporary, _) => ContactEffect.SoftBounce,
        _ => ContactEffect.None,
    };

    /// <summary>Whether a report of failure says for good that the message cannot be delivered there.</summary>
    public static bool IsPermanent(InfobipStatus? status, InfobipStatus? error) => error?.Permanent == true && KindOf(status, error) != FailureKind.Temporary;

    private static FailureKind KindOf(InfobipStatus? status, InfobipStatus? error) =>
        error?.Id is { } errorId && Errors.TryGetValue(errorId, out var kind) ? kind
        : status?.Id is { } statusId && Statuses.TryGetValue(statusId, out kind) ? kind
        : error is { Id: > 0, Permanent: false } ? FailureKind.Temporary
        : FailureKind.Refused;

    private static string CodeOf(InfobipStatus? status, InfobipStatus? error) =>
        error?.Id is > 0 ? string.Create(CultureInfo.InvariantCulture, $"error {error.Id}") : string.Create(CultureInfo.InvariantCulture, $"status {status?.Id ?? 0}");

    private static FrozenDictionary<int, FailureKind> Table(params (FailureKind Kind, int[] Ids)[] rows) =>
        rows.SelectMany(static r => r.Ids.Select(i => KeyValuePair.Create(i, r.Kind))).ToFrozenDictionary();
}
