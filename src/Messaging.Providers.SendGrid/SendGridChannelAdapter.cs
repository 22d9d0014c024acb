using System.Net.Http.Headers;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Channels.Http;

namespace Messaging.Providers.SendGrid;

/// <summary>Hands email to SendGrid's <c>POST /v3/mail/send</c>.</summary>
/// <remarks>
/// Several messages with the very same content become one request with an envelope for each of them. Since the content belongs to the request, others go in requests of their own, side by side.
/// Either way a message is in exactly one request of a call.
/// </remarks>
internal sealed class SendGridChannelAdapter : IBatchChannelAdapter, IConnectionTest, IDisposable
{
    private const int MaxParallel = 64;
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly ProductInfoHeaderValue Product = new("Messaging", typeof(SendGridChannelAdapter).Assembly.GetName().Version?.ToString(3) ?? "0");
    private static readonly SendOutcome NotCalled = SendOutcome.Retry(new SendFailure(FailureKind.Timeout, "not called"));

    private readonly SendGridComposer _composer;
    private readonly IHttpClientFactory _clients;
    private readonly TimeProvider _time;
    private readonly Uri _address;
    private readonly AuthenticationHeaderValue _authorization;
    private readonly SemaphoreSlim _places = new(MaxParallel);

    /// <summary>Prepares the adapter.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="clients">Gives the HTTP client.</param>
    /// <param name="time">The clock.</param>
    public SendGridChannelAdapter(SendGridOptions options, IHttpClientFactory clients, TimeProvider time)
    {
        _composer = new SendGridComposer(options);
        (_clients, _time) = (clients, time);
        _address = new Uri(options.BaseUrl.AbsoluteUri.TrimEnd('/') + "/v3/mail/send");
        _authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey?.Reveal());
    }

    /// <inheritdoc/>
    public ChannelCapabilities Capabilities { get; } = new() { Attachments = true, Copies = true, MaxBatchSize = SendGridGroups.MaxSize };

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return (await SendAsync([message], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SendOutcome>> SendAsync(IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var drafts = new SendGridDraft?[messages.Count];
        var outcomes = new SendOutcome[messages.Count];
        for (var i = 0; i < messages.Count; i++)
        {
            outcomes[i] = _composer.TryCompose(messages[i], out drafts[i], out var refusal) ? NotCalled : SendOutcome.Rejected(refusal);
        }

        await Task.WhenAll(SendGridGroups.Of(drafts).Select(SendGroupAsync)).ConfigureAwait(false);
        return outcomes;

        async Task SendGroupAsync(IReadOnlyList<int> places)
        {
            var answers = await SendRequestAsync([.. places.Select(p => drafts[p]!)], cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < places.Count; i++)
            {
                outcomes[places[i]] = answers[i];
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Asks what the key may do (https://www.twilio.com/docs/sendgrid/api-reference/api-key-permissions), which every key may ask.</remarks>
    public async Task<SendFailure?> TestAsync(CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_address, "/v3/scopes"));
        request.Headers.Authorization = _authorization;
        var result = await HttpAttempt.SendAsync(_clients.CreateClient(SendGridProvider.ClientName), request, _time, cancellationToken).ConfigureAwait(false);
        return result.Answer is { IsSuccess: true } answer && !answer.Body.Contains("mail.send", StringComparison.Ordinal)
            ? new SendFailure(FailureKind.Configuration, "no mail.send", "The API key may not send mail. Give it the permission Mail Send.")
            : result.ToProblem();
    }

    /// <summary>Lets go of what keeps requests from being too many at once.</summary>
    public void Dispose() => _places.Dispose();

    private async Task<IReadOnlyList<SendOutcome>> SendRequestAsync(IReadOnlyList<SendGridDraft> drafts, CancellationToken cancellationToken)
    {
        try
        {
            await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return [.. drafts.Select(static _ => NotCalled)];
        }

        try
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(_composer.Compose(drafts), SendGridJson.Wire.SendGridMail);
            var result = await HttpAttempt.SendAsync(_clients.CreateClient(SendGridProvider.ClientName), ToRequest(body), _time, cancellationToken).ConfigureAwait(false);
            return result.TryGetAnswer(out var answer, out var outcome) ? SendGridErrors.Read(answer, drafts.Count) : [.. drafts.Select(_ => outcome)];
        }
        finally
        {
            _places.Release();
        }
    }

    private HttpRequestMessage ToRequest(byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.Authorization = _authorization;
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.UserAgent.Add(Product);
        return request;
    }
}
