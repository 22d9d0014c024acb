using System.Net.Http.Headers;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Channels.Http;

namespace CustomAdapter;

/// <summary>Hands SMS to Acme: one request per call, and an outcome that says what is certain after it.</summary>
internal sealed class AcmeSmsChannelAdapter : IChannelAdapter, IStatusLookup
{
    private const int MaxText = 1600;

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly Uri _messages;
    private readonly string _from;
    private readonly AuthenticationHeaderValue _authorization;

    public AcmeSmsChannelAdapter(HttpClient http, AcmeOptions options, TimeProvider time)
    {
        (_http, _time, _from) = (http, time, options.From);
        _messages = new Uri(options.BaseUrl, "v1/messages");
        _authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey!.Reveal());
    }

    public ChannelCapabilities Capabilities { get; } = new() { IdempotencyWindow = TimeSpan.FromHours(24) };

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var text = message.Content.Text ?? "";
        if (text.Length > MaxText)
        {
            return SendOutcome.Rejected(new SendFailure(FailureKind.TooLarge, "text", $"Acme takes at most {MaxText} characters."));
        }

        var result = await HttpAttempt.SendAsync(_http, RequestOf(message, text), _time, cancellationToken).ConfigureAwait(false);
        if (!result.TryGetAnswer(out var answer, out var outcome))
        {
            return outcome;
        }

        var said = AcmeJson.TryRead(answer.Body, AcmeJson.Default.AcmeAnswer);
        return answer.IsSuccess ? SendOutcome.Accepted(said?.Id) : AcmeErrors.Classify(answer, said);
    }

    public async Task<StatusAnswer> FindAsync(StatusQuery query, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{_messages}?key={query.IdempotencyKey}")) { Headers = { Authorization = _authorization } };
        var result = await HttpAttempt.SendAsync(_http, request, _time, cancellationToken).ConfigureAwait(false);
        var isFound = result.Answer is { IsSuccess: true };
        return isFound && AcmeJson.TryRead(result.Answer!.Body, AcmeJson.Default.AcmeAnswer) is { Id: { } id } ? StatusAnswer.Taken(id) : StatusAnswer.Undecided;
    }

    private HttpRequestMessage RequestOf(OutboundMessage message, string text)
    {
        // A repeated key must come with the very same bytes, so the reference names no attempt of its own but the highest there can be: a report then concerns the newest.
        var body = new AcmeMessage(message.Address, _from, text, (message.Reference with { Attempt = short.MaxValue }).ToString());
        var request = new HttpRequestMessage(HttpMethod.Post, _messages) { Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, AcmeJson.Default.AcmeMessage)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = _authorization;
        request.Headers.Add("Idempotency-Key", message.IdempotencyKey);
        return request;
    }
}
