using System.Globalization;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Channels.Http;

namespace Messaging.Providers.Resend;

/// <summary>What Resend's answers mean. Read by status and name together, since the same name comes with several statuses. See https://resend.com/docs/api-reference/errors.</summary>
internal static class ResendErrors
{
    private const string ResetHeader = "ratelimit-reset";
    private const string InvalidRecipient = "Invalid `to` field";
    private static readonly TimeSpan UnsaidWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DailyQuotaWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan MonthlyQuotaWait = TimeSpan.FromHours(12);

    // Only names that are known become a code, which may be logged: anything else is a stranger's text.
    private static readonly HashSet<string> Configuration = new(StringComparer.Ordinal)
    {
        "invalid_from_address", "invalid_api_key", "missing_api_key", "restricted_api_key", "invalid_access", "invalid_region", "not_found", "method_not_allowed",
    };

    private static readonly HashSet<string> Refused = new(StringComparer.Ordinal)
    {
        "validation_error", "missing_required_field", "invalid_attachment", "invalid_parameter", "invalid_idempotency_key", "invalid_idempotent_request", "security_error",
    };

    private static readonly HashSet<string> Unclear = new(StringComparer.Ordinal) { "application_error", "internal_server_error", "concurrent_idempotent_requests" };

    /// <summary>Reads the answer to a message that went alone.</summary>
    public static SendOutcome Read(HttpAnswer answer) =>
        answer.IsSuccess ? SendOutcome.Accepted(IdOf(answer)) : ReadRefusal(answer);

    /// <summary>The id in an answer about one message, or null.</summary>
    public static string? IdOf(HttpAnswer answer) => NullIfEmpty(TryRead(answer, ResendJson.Wire.ResendAnswer)?.Id);

    /// <summary>Reads the answer to messages that went together.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="count">How many there were.</param>
    /// <returns>One outcome per message.</returns>
    public static IReadOnlyList<SendOutcome> Read(HttpAnswer answer, int count)
    {
        if (answer.IsSuccess)
        {
            return ReadBatch(TryRead(answer, ResendJson.Wire.ResendBatchAnswer), count);
        }

        // Refused as a whole, and nothing says whose fault it was: each gets its own verdict when it goes alone.
        var outcome = ReadRefusal(answer);
        var each = outcome is { Kind: SendOutcomeKind.Rejected, Failure: { } failure } ? SendOutcome.Retry(failure with { Kind = FailureKind.Temporary }) : outcome;
        return [.. Enumerable.Repeat(each, count)];
    }

    private static SendOutcome[] ReadBatch(ResendBatchAnswer? answer, int count)
    {
        var outcomes = new SendOutcome?[count];
        foreach (var error in answer?.Errors ?? [])
        {
            if (error?.Index is { } index && index >= 0 && index < count)
            {
                outcomes[index] = SendOutcome.Rejected(new SendFailure(KindOf(error.Message), "validation_error", error.Message));
            }
        }

        // The ids are those of the messages that were taken, in their order. When the numbers do not agree, nobody can tell which is whose: taken they are.
        var ids = answer?.Data ?? [];
        var isClear = ids.Count == outcomes.Count(static o => o is null);
        var next = 0;
        return [.. outcomes.Select(o => o ?? SendOutcome.Accepted(isClear ? NullIfEmpty(ids[next++]?.Id) : null))];
    }

    private static SendOutcome ReadRefusal(HttpAnswer answer)
    {
        var (name, message) = TryRead(answer, ResendJson.Wire.ResendProblem) ?? new ResendProblem(null, null);
        var status = (int)answer.Status;
        SendFailure Failure(FailureKind kind) => new(kind, name!, message);
        return (status, name) switch
        {
            (429, "daily_quota_exceeded") => SendOutcome.Throttled(answer.RetryAfter > DailyQuotaWait ? answer.RetryAfter.Value : DailyQuotaWait),
            (429, "monthly_quota_exceeded") => SendOutcome.Throttled(answer.RetryAfter > MonthlyQuotaWait ? answer.RetryAfter.Value : MonthlyQuotaWait),
            (429, _) => SendOutcome.Throttled(answer.RetryAfter ?? answer.HeaderAsSeconds(ResetHeader) ?? UnsaidWait),
            (401 or 403, { } known) when Refused.Contains(known) => SendOutcome.Retry(Failure(FailureKind.Configuration), answer.RetryAfter),
            (_, "invalid_idempotent_request") => SendOutcome.Rejected(Failure(FailureKind.Refused)),
            ( >= 400 and < 500, { } known) when Configuration.Contains(known) => SendOutcome.Retry(Failure(FailureKind.Configuration), answer.RetryAfter),
            ((>= 400 and < 408) or (> 409 and < 425) or (> 425 and < 500), { } known) when Refused.Contains(known) => SendOutcome.Rejected(Failure(status == 413 ? FailureKind.TooLarge : KindOf(message))),
            (404 or 405, _) => SendOutcome.Retry(new SendFailure(FailureKind.Configuration, string.Create(CultureInfo.InvariantCulture, $"http {status}"), message)),
            (_, { } known) when Unclear.Contains(known) => answer.ToOutcome(known, message),
            _ => answer.ToOutcome(null, message),
        };
    }

    // One name for everything that is wrong with a message; only its words say that the address is.
    private static FailureKind KindOf(string? message) => message?.StartsWith(InvalidRecipient, StringComparison.OrdinalIgnoreCase) == true ? FailureKind.InvalidRecipient : FailureKind.Refused;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static T? TryRead<T>(HttpAnswer answer, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
