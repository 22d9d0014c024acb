using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Channels.Http;

namespace Messaging.Providers.Firebase;

/// <summary>Hands push notifications to FCM, one device per call. See https://firebase.google.com/docs/cloud-messaging/send/v1-api.</summary>
/// <remarks>The request for an access token is no attempt at the message: whatever becomes of it, nothing was sent.</remarks>
internal sealed class FirebaseChannelAdapter : IChannelAdapter, IConnectionTest
{
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly FirebaseAccessTokens _tokens;
    private readonly FirebaseComposer _composer;
    private readonly Func<OutboundMessage, CancellationToken, ValueTask<int?>>? _badge;
    private readonly Uri _send;

    /// <summary>Prepares the adapter. Nothing is asked for before the first message.</summary>
    /// <param name="http">The client.</param>
    /// <param name="options">Validated options.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="MessagingConfigurationException">The service account cannot be read.</exception>
    public FirebaseChannelAdapter(HttpClient http, FirebaseOptions options, TimeProvider time)
    {
        if (!FirebaseCredentials.TryRead(options, out var credentials, out var problem))
        {
            throw new MessagingConfigurationException(problem);
        }

        (_http, _time, _badge) = (http, time, options.Badge);
        _tokens = new FirebaseAccessTokens(http, credentials, time);
        _composer = new FirebaseComposer(options);
        var project = string.IsNullOrEmpty(options.ProjectId) ? credentials.ProjectId : options.ProjectId;
        _send = new Uri($"{options.BaseUrl.AbsoluteUri.TrimEnd('/')}/v1/projects/{Uri.EscapeDataString(project)}/messages:send");
    }

    /// <inheritdoc/>
    public ChannelCapabilities Capabilities { get; } = new();

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var (badge, refusal) = await BadgeAsync(message, cancellationToken).ConfigureAwait(false);
        if (refusal is not null)
        {
            return refusal;
        }

        var composed = _composer.Compose(message, badge, _time.GetUtcNow());
        var size = FirebaseComposer.SizeOf(composed.Message);
        if (size > FirebaseComposer.MaxSize)
        {
            return SendOutcome.Rejected(new SendFailure(FailureKind.TooLarge, "size", $"The notification has {size} bytes, and FCM takes at most {FirebaseComposer.MaxSize}."));
        }

        var token = await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        return token.Failure ?? await AttemptAsync(composed, token, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>Asks for an access token: FCM has no question about a project that a sender may ask.</remarks>
    public async Task<SendFailure?> TestAsync(CancellationToken cancellationToken) => (await _tokens.GetAsync(cancellationToken).ConfigureAwait(false)).Failure?.Failure;

    private async Task<SendOutcome> AttemptAsync(FirebaseRequest composed, FirebaseAccessToken token, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _send)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(composed, FirebaseJson.Default.FirebaseRequest)) { Headers = { ContentType = Json } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value.Reveal());
        var result = await HttpAttempt.SendAsync(_http, request, _time, cancellationToken).ConfigureAwait(false);
        if (!result.TryGetAnswer(out var answer, out var outcome))
        {
            return outcome;
        }

        if (answer.Status == HttpStatusCode.Unauthorized)
        {
            _tokens.Discard(token);
        }

        return answer.IsSuccess ? SendOutcome.Accepted(NameIn(answer.Body)) : FirebaseErrors.Classify(answer);
    }

    private async ValueTask<(int? Badge, SendOutcome? Refusal)> BadgeAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return (_badge is null ? null : await _badge(message, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception e)
        {
            // Nothing was sent, and an exception would read as "perhaps sent".
            return (null, SendOutcome.Retry(new SendFailure(FailureKind.Unexpected, "badge", $"FirebaseOptions.Badge threw {e.GetType().Name}.")));
        }
    }

    // An answer that cannot be read is an acceptance all the same.
    private static string? NameIn(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
