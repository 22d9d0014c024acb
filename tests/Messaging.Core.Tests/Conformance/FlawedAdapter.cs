using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Channels.Http;
using Messaging.Testing.Conformance;
using Microsoft.Extensions.Logging;

namespace Messaging.Core.Tests.Conformance;

/// <summary>An adapter for the vendor of <see cref="FlawedVendor"/> that is right but for one flaw.</summary>
internal sealed class FlawedAdapter(Flaw flaw, AdapterEnvironment environment) : IBatchChannelAdapter, IStatusLookup
{
    private readonly HttpClient _http = flaw == Flaw.FollowsRedirects ? new HttpClient { BaseAddress = environment.BaseUrl } : environment.CreateClient();
    private readonly ILogger _logger = environment.LoggerFactory.CreateLogger("test");
    private OutboundMessage? _current;
    private int _keys;

    public ChannelCapabilities Capabilities { get; } = new() { IdempotencyWindow = TimeSpan.FromHours(1), MaxBatchSize = flaw == Flaw.HidesItsBatches ? 1 : 5 };

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken) => (await SendAsync([message], cancellationToken))[0];

    public async Task<IReadOnlyList<SendOutcome>> SendAsync(IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken)
    {
        if (flaw == Flaw.SendsABatchOneByOne && messages.Count > 1)
        {
            return await Task.WhenAll(messages.Select(m => SendAsync(m, cancellationToken)));
        }

        if (flaw != Flaw.KnowsNoLimit && messages.Any(m => m.Content.Text!.Length > FlawedVendor.MaxText) && flaw != Flaw.CutsTheText)
        {
            return [.. messages.Select(_ => SendOutcome.Rejected(new SendFailure(FailureKind.TooLarge, "text")))];
        }

        if (flaw == Flaw.SharesState)
        {
            _current = messages[0];
            await Task.Yield();
            messages = [_current, .. messages.Skip(1)];
        }

        Log(messages[0]);
        var outcomes = await AttemptAsync(messages, cancellationToken);
        return flaw == Flaw.TurnsABatchAround ? [.. outcomes.Reverse()] : outcomes;
    }

    public async Task<StatusAnswer> FindAsync(StatusQuery query, CancellationToken cancellationToken)
    {
        var result = await HttpAttempt.SendAsync(_http, new HttpRequestMessage(HttpMethod.Get, $"v1/messages/{query.IdempotencyKey}"), environment.Time, cancellationToken);
        return flaw == Flaw.TakesEveryFailedLookupForProof && result.Answer?.IsSuccess != true ? StatusAnswer.Taken(null)
            : result.Answer is { IsSuccess: true } answer && Read(answer.Body) is [{ Id: { } id }] ? StatusAnswer.Taken(id)
            : StatusAnswer.Undecided;
    }

    private async Task<IReadOnlyList<SendOutcome>> AttemptAsync(IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken)
    {
        var token = flaw == Flaw.IgnoresCancellation ? CancellationToken.None : cancellationToken;
        var result = await HttpAttempt.SendAsync(_http, RequestOf(messages), environment.Time, token);
        if (flaw == Flaw.RetriesByItself && result.Answer?.Status == HttpStatusCode.ServiceUnavailable)
        {
            result = await HttpAttempt.SendAsync(_http, RequestOf(messages), environment.Time, token);
        }

        return result.TryGetAnswer(out var answer, out var outcome)
            ? flaw == Flaw.ReadsTheBodyFirst && Read(answer.Body) is null ? All(messages, SendOutcome.Rejected(new SendFailure(FailureKind.Unexpected, "json"))) : ToOutcomes(messages, answer)
            : All(messages, WithoutAnswer(outcome));
    }

    private SendOutcome WithoutAnswer(SendOutcome outcome) => flaw switch
    {
        Flaw.TakesAResetForNotSent => SendOutcome.Retry(outcome.Failure!),
        Flaw.TakesEveryFaultForUnknown => SendOutcome.Unknown(outcome.Failure!),
        Flaw.ThrowsOnTimeout when outcome.Failure!.Kind == FailureKind.Timeout => throw new TimeoutException(),
        Flaw.TakesACancelledCallForUnknown when outcome.Failure!.Kind == FailureKind.Timeout => SendOutcome.Unknown(outcome.Failure),
        _ => outcome,
    };

    private IReadOnlyList<SendOutcome> ToOutcomes(IReadOnlyList<OutboundMessage> messages, HttpAnswer answer)
    {
        if (!answer.IsSuccess)
        {
            return All(messages, Refusal(messages[0], answer));
        }

        var taken = Read(answer.Body) ?? [];
        if (flaw == Flaw.TakesOneRefusalForAll && taken.Any(t => t.Error is not null))
        {
            return All(messages, SendOutcome.Rejected(new SendFailure(FailureKind.Refused, "refused")));
        }

        return [.. messages.Select((_, i) => i < taken.Count ? ToOutcome(taken[i]) : flaw == Flaw.RefusesWhatABatchLeavesOut && i > 0 ? SendOutcome.Rejected(new SendFailure(FailureKind.Unexpected, "left out")) : ToOutcome(new Taken(null, null)))];
    }

    private SendOutcome ToOutcome(Taken taken) => taken.Error is { } error ? SendOutcome.Rejected(new SendFailure(FlawedVendor.KindOf(error) ?? FailureKind.Refused, error))
        : flaw == Flaw.NeedsAnId && taken.Id is null ? SendOutcome.Unknown(new SendFailure(FailureKind.Unexpected, "no id"))
        : SendOutcome.Accepted(flaw == Flaw.IgnoresTheId ? null : taken.Id);

    private SendOutcome Refusal(OutboundMessage message, HttpAnswer answer)
    {
        var code = FlawedVendor.CodeOf(answer.Body);
        var kind = code is null ? null : FlawedVendor.KindOf(code);
        return flaw switch
        {
            Flaw.ThrowsOnUnknownErrors when kind is null => throw new FormatException("An error of the vendor is unknown."),
            Flaw.IgnoresRetryAfter when (int)answer.Status == 429 => SendOutcome.Throttled(TimeSpan.FromSeconds(3)),
            Flaw.RefusesWithoutCredentials when (int)answer.Status is 401 or 403 => SendOutcome.Rejected(new SendFailure(FailureKind.Configuration, "auth")),
            Flaw.TakesEvery500ForRetry when (int)answer.Status >= 500 => SendOutcome.Retry(new SendFailure(FailureKind.Temporary, "500")),
            Flaw.PutsTheAddressIntoTheCode => SendOutcome.Rejected(new SendFailure(FailureKind.Refused, message.Address)),
            Flaw.PutsTheVendorsWordsIntoTheCode when answer.Status == HttpStatusCode.BadRequest => SendOutcome.Rejected(new SendFailure(FailureKind.Refused, answer.Body.Length > 0 ? answer.Body : "400")),
            _ when kind is { } known => SendOutcome.Rejected(new SendFailure(known, code!, answer.Body)),
            _ => answer.ToOutcome(code, answer.Body),
        };
    }

    private HttpRequestMessage RequestOf(IReadOnlyList<OutboundMessage> messages)
    {
        var body = flaw == Flaw.BuildsJsonByHand
            ? $$"""{"messages":[{{string.Join(',', messages.Select(m => $$"""{"to":"{{m.Address}}","name":"{{m.RecipientName}}","text":"{{m.Content.Text}}"}"""))}}]}"""
            : JsonSerializer.Serialize(new { messages = messages.Select(m => new { to = m.Address, name = m.RecipientName, text = Text(m), attempt = flaw == Flaw.ChangesTheBodyUnderAKey ? m.Attempt : 1 }) });
        var request = new HttpRequestMessage(HttpMethod.Post, flaw == Flaw.PutsTheKeyIntoTheAddress ? $"v1/messages?key={FlawedVendor.Key}" : "v1/messages")
        {
            Content = flaw == Flaw.WritesChunks ? JsonContent.Create(JsonDocument.Parse(body).RootElement) : new StringContent(body, flaw == Flaw.SpeaksAsciiOnly ? Encoding.ASCII : Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Key {FlawedVendor.Key}");
        request.Headers.Add("Idempotency-Key", flaw == Flaw.MakesAKeyPerAttempt ? $"{++_keys}" : messages[0].IdempotencyKey);
        request.Headers.Add("Reference", (messages[0].Reference with { Attempt = flaw == Flaw.NamesTheFirstAttemptUnderAKey ? (short)1 : short.MaxValue }).ToString());
        return request;
    }

    private string Text(OutboundMessage message)
    {
        var text = message.Content.Text!;
        return flaw switch
        {
            Flaw.CutsTheText when text.Length > FlawedVendor.MaxText => text[..FlawedVendor.MaxText],
            Flaw.SpeaksAsciiOnly => string.Concat(text.Select(c => c < 128 ? c : '?')),
            _ => text,
        };
    }

    private void Log(OutboundMessage message)
    {
        if (flaw == Flaw.LogsTheAddress)
        {
            _logger.LogTrace("Sending to {Address}", message.Address);
        }
        else if (flaw == Flaw.LogsTheKey)
        {
            _logger.LogError(new InvalidOperationException($"key {FlawedVendor.Key}"), "It failed");
        }
    }

    private static List<Taken>? Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<Answer>(body, JsonSerializerOptions.Web)?.Messages ?? [];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IReadOnlyList<SendOutcome> All(IReadOnlyList<OutboundMessage> messages, SendOutcome outcome) => [.. messages.Select(_ => outcome)];

    private sealed record Answer(List<Taken>? Messages);

    private sealed record Taken(string? Id, string? Error);
}
