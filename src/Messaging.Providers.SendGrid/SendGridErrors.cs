using System.Globalization;
using System.Net;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Channels.Http;

namespace Messaging.Providers.SendGrid;

/// <summary>What SendGrid's answer to a request means for each message in it. See https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/responses.</summary>
internal static class SendGridErrors
{
    private const string MessageIdHeader = "X-Message-Id";
    private const string ResetHeader = "X-RateLimit-Reset";
    private static readonly TimeSpan UnsaidWait = TimeSpan.FromSeconds(5);

    // What the connection's options say, so that every message of it is concerned. The code is made of these words only: the rest of a field's name is a stranger's and may be logged.
    private static readonly HashSet<string> OptionFields = new(StringComparer.Ordinal) { "from", "asm", "categories", "mail_settings", "tracking_settings" };
    private static readonly HashSet<string> MessageFields = new(StringComparer.Ordinal)
    {
        "personalizations", "subject", "content", "attachments", "reply_to", "headers", "custom_args",
    };

    /// <summary>Reads an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="count">How many messages the request held.</param>
    /// <returns>One outcome per message.</returns>
    public static IReadOnlyList<SendOutcome> Read(HttpAnswer answer, int count)
    {
        if (answer.IsSuccess)
        {
            var id = answer.Header(MessageIdHeader);
            return [.. Enumerable.Range(0, count).Select(i => SendOutcome.Accepted(SendGridId.Of(id, count == 1 ? null : SendGridId.Part(i))))];
        }

        if (answer.Status == HttpStatusCode.TooManyRequests)
        {
            return Same(SendOutcome.Throttled(answer.RetryAfter ?? answer.HeaderAsEpoch(ResetHeader) ?? UnsaidWait), count);
        }

        var errors = ErrorsOf(answer);
        var detail = errors.Select(static e => e.Message).FirstOrDefault(static m => !string.IsNullOrEmpty(m));
        var code = CodeOf(answer, errors);
        return answer.Status switch
        {
            HttpStatusCode.BadRequest => ReadRefusal(errors, code, detail, count),
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.UnsupportedMediaType =>
                Same(SendOutcome.Retry(new SendFailure(FailureKind.Configuration, code, detail)), count),
            _ => Same(Alone(answer.ToOutcome(code, detail), count), count),
        };
    }

    // A request is taken or refused as a whole. Whoever is not named as the cause was certainly not sent.
    private static SendOutcome[] ReadRefusal(IReadOnlyList<SendGridProblem.Entry> errors, string code, string? detail, int count)
    {
        if (errors.Any(static e => IsOption(e.Field)))
        {
            return Same(SendOutcome.Retry(new SendFailure(FailureKind.Configuration, code, detail)), count);
        }

        var rest = Alone(SendOutcome.Rejected(new SendFailure(FailureKind.Refused, code, detail)), count);
        var outcomes = Same(rest, count);
        var isNamed = new bool[count];
        foreach (var error in errors)
        {
            if (PlaceOf(error.Field) is { } place && place < count && !isNamed[place])
            {
                isNamed[place] = true;
                outcomes[place] = SendOutcome.Rejected(new SendFailure(IsAddress(error.Field!) ? FailureKind.InvalidRecipient : FailureKind.Refused, code, error.Message));
            }
        }

        return outcomes;
    }

    // Nothing says whose fault it was: each gets its own verdict in a request of its own.
    private static SendOutcome Alone(SendOutcome outcome, int count) => count > 1 && outcome is { Kind: SendOutcomeKind.Rejected, Failure: { } failure }
        ? SendOutcome.Retry(failure with { Kind = FailureKind.Temporary })
        : outcome;

    private static SendOutcome[] Same(SendOutcome outcome, int count)
    {
        var outcomes = new SendOutcome[count];
        Array.Fill(outcomes, outcome);
        return outcomes;
    }

    private static IReadOnlyList<SendGridProblem.Entry> ErrorsOf(HttpAnswer answer)
    {
        try
        {
            return [.. (JsonSerializer.Deserialize(answer.Body, SendGridJson.Wire.SendGridProblem)?.Errors ?? []).Where(static e => e is not null)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string CodeOf(HttpAnswer answer, IReadOnlyList<SendGridProblem.Entry> errors)
    {
        var status = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        var field = errors.Select(static e => FirstOf(e.Field)).FirstOrDefault(static f => MessageFields.Contains(f) || OptionFields.Contains(f));
        return field is null ? $"http {status}" : $"{status} {field}";
    }

    private static string FirstOf(string? field) => field?.Split('.', 2)[0] ?? "";

    // The name of the sender may be the message's own.
    private static bool IsOption(string? field) => OptionFields.Contains(FirstOf(field)) && field is not "from.name";

    private static int? PlaceOf(string? field) =>
        field?.Split('.') is ["personalizations", var place, ..] && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private static bool IsAddress(string field) => field.Split('.') is [_, _, "to" or "cc" or "bcc", _, "email"] or [_, _, "to" or "cc" or "bcc", _] or [_, _, "to" or "cc" or "bcc"];
}
