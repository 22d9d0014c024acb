using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Messaging.Providers.Tests.SendGrid.Support;

/// <summary>Stands in for a provider's API: notes every request and answers as it is told.</summary>
internal sealed class StubHttp : HttpMessageHandler, IHttpClientFactory
{
    private readonly ConcurrentQueue<StubRequest> _requests = new();

    public Func<StubRequest, HttpResponseMessage> Answer { get; set; } = _ => Reply(HttpStatusCode.OK);

    public IReadOnlyList<StubRequest> Requests => [.. _requests];

    public static HttpResponseMessage Reply(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        var seen = new StubRequest(request.Method.Method, request.RequestUri!, headers, body);
        _requests.Enqueue(seen);
        return Answer(seen);
    }
}
