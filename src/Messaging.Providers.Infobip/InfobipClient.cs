using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Messaging.Channels;
using Messaging.Channels.Http;

namespace Messaging.Providers.Infobip;

/// <summary>Speaks to the API of an account (https://www.infobip.com/docs/api): one HTTP request per call.</summary>
internal sealed class InfobipClient
{
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly string _base;
    private readonly AuthenticationHeaderValue _authorization;

    public InfobipClient(HttpClient http, InfobipOptions options, TimeProvider time)
    {
        (_http, _time) = (http, time);
        _base = options.BaseUrl?.AbsoluteUri.TrimEnd('/') ?? throw new MessagingConfigurationException("InfobipOptions.BaseUrl is not set. Set it in AddInfobip(o => …).");
        _authorization = new AuthenticationHeaderValue("App", options.ApiKey?.Reveal());
    }

    /// <summary>Posts an object.</summary>
    /// <param name="path">The path, with its slash.</param>
    /// <param name="value">The object.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task<HttpResult> PostAsync<T>(string path, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return SendAsync(HttpMethod.Post, path, content, cancellationToken);
    }

    /// <summary>Gets an object.</summary>
    /// <param name="path">The path, with its slash and query.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public Task<HttpResult> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>Asks for the balance, which needs nothing but the key (https://www.infobip.com/docs/api/platform/account-management/get-account-balance).</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<SendFailure?> TestAsync(CancellationToken cancellationToken) => (await GetAsync("/account/1/balance", cancellationToken).ConfigureAwait(false)).ToProblem();

    private Task<HttpResult> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, _base + path) { Content = content };
        request.Headers.Authorization = _authorization;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return HttpAttempt.SendAsync(_http, request, _time, cancellationToken);
    }
}
