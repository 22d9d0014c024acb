using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Messaging.Channels;
using Messaging.Channels.Http;

namespace Messaging.Providers.Twilio;

/// <summary>Speaks to the messages resource of an account (https://www.twilio.com/docs/messaging/api/message-resource): one HTTP request per call.</summary>
internal sealed class TwilioClient
{
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly string _account;
    private readonly AuthenticationHeaderValue _authorization;

    public TwilioClient(HttpClient http, TwilioOptions options, TimeProvider time)
    {
        (_http, _time) = (http, time);
        _account = $"{options.BaseUrl.AbsoluteUri.TrimEnd('/')}/2010-04-01/Accounts/{options.AccountSid}";
        var (user, secret) = string.IsNullOrEmpty(options.ApiKeySid) ? (options.AccountSid, options.AuthToken) : (options.ApiKeySid, options.ApiKeySecret);
        _authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret?.Reveal()}")));
    }

    /// <summary>Creates a message.</summary>
    /// <param name="form">Its parameters; a list repeats its key.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<SendOutcome> CreateAsync(IReadOnlyList<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        var result = await SendAsync(HttpMethod.Post, "/Messages.json", new FormUrlEncodedContent(form), cancellationToken).ConfigureAwait(false);
        return !result.TryGetAnswer(out var answer, out var outcome) ? outcome
            : answer.IsSuccess ? SendOutcome.Accepted(TwilioJson.TryRead(answer.Body, TwilioJson.Default.TwilioMessage)?.Sid)
            : TwilioErrors.ToOutcome(answer);
    }

    /// <summary>Asks for a message.</summary>
    /// <param name="sid">Its id.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>Whether Twilio has it; false where that is not said.</returns>
    public async Task<bool> ExistsAsync(string sid, CancellationToken cancellationToken)
    {
        var result = await SendAsync(HttpMethod.Get, $"/Messages/{Uri.EscapeDataString(sid)}.json", null, cancellationToken).ConfigureAwait(false);
        return result.Answer is { Status: HttpStatusCode.OK } answer
            && string.Equals(TwilioJson.TryRead(answer.Body, TwilioJson.Default.TwilioMessage)?.Sid, sid, StringComparison.Ordinal);
    }

    /// <summary>Asks for the account itself, which its credentials may always do.</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<SendFailure?> TestAsync(CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, ".json", null, cancellationToken).ConfigureAwait(false)).ToProblem();

    private Task<HttpResult> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, _account + path) { Content = content };
        request.Headers.Authorization = _authorization;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return HttpAttempt.SendAsync(_http, request, _time, cancellationToken);
    }
}
