using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Channels.Http;

namespace Messaging.Providers.Resend;

/// <summary>The calls that are made to Resend. Each is one HTTP request. See https://resend.com/docs/api-reference/introduction.</summary>
internal sealed class ResendApi
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    // Resend refuses requests without a user agent (403).
    private static readonly ProductInfoHeaderValue Product = new("Messaging", typeof(ResendApi).Assembly.GetName().Version?.ToString(3) ?? "0");

    private readonly IHttpClientFactory _clients;
    private readonly TimeProvider _time;
    private readonly string _address;
    private readonly AuthenticationHeaderValue _authorization;

    public ResendApi(ResendOptions options, IHttpClientFactory clients, TimeProvider time)
    {
        (_clients, _time) = (clients, time);
        _address = options.BaseUrl.AbsoluteUri.TrimEnd('/') + "/emails";
        _authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey?.Reveal());
    }

    /// <summary>Sends one email under a key.</summary>
    public async Task<SendOutcome> SendAsync(ResendEmail email, string key, CancellationToken cancellationToken)
    {
        var request = Post(_address, JsonSerializer.SerializeToUtf8Bytes(email, ResendJson.Wire.ResendEmail), key);
        var result = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return result.TryGetAnswer(out var answer, out var outcome) ? ResendErrors.Read(answer) : outcome;
    }

    /// <summary>Sends several emails in one request. Those that are in order go out, whatever is wrong with others.</summary>
    /// <returns>One outcome for each.</returns>
    public async Task<IReadOnlyList<SendOutcome>> SendAsync(IReadOnlyList<ResendEmail> emails, CancellationToken cancellationToken)
    {
        // The key is made of the body, so that it can never come with another one, which Resend would refuse. A body holds the ids of its messages: no other request has it.
        var body = JsonSerializer.SerializeToUtf8Bytes(emails, ResendJson.Wire.ResendEmails);
        var request = Post(_address + "/batch", body, "batch-" + Convert.ToHexStringLower(SHA256.HashData(body)));
        request.Headers.Add("x-batch-validation", "permissive");
        var result = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return result.TryGetAnswer(out var answer, out var outcome) ? ResendErrors.Read(answer, emails.Count) : [.. Enumerable.Repeat(outcome, emails.Count)];
    }

    /// <summary>Asks about an email. Resend finds it by its own id only, and not finding it proves nothing: it had one.</summary>
    public async Task<StatusAnswer> FindAsync(string? id, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(id))
        {
            return StatusAnswer.Undecided;
        }

        var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{_address}/{Uri.EscapeDataString(id)}"));
        var result = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return result.Answer is { Status: HttpStatusCode.OK } answer && ResendErrors.IdOf(answer) is { } found ? StatusAnswer.Taken(found) : StatusAnswer.Undecided;
    }

    /// <summary>Asks for an email that does not exist. A key that may only send is refused under a name of its own, which shows that it is one.</summary>
    public async Task<SendFailure?> TestAsync(CancellationToken cancellationToken)
    {
        var result = await SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri($"{_address}/{Guid.Empty}")), cancellationToken).ConfigureAwait(false);
        var isKnown = result.Answer is { Status: HttpStatusCode.NotFound } || result.Answer?.Body.Contains("restricted_api_key", StringComparison.Ordinal) == true;
        return isKnown ? null : result.ToProblem();
    }

    private static HttpRequestMessage Post(string address, byte[] body, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private Task<HttpResult> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = _authorization;
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.UserAgent.Add(Product);
        return HttpAttempt.SendAsync(_clients.CreateClient(ResendProvider.ClientName), request, _time, cancellationToken);
    }
}
