using System.Net;
using System.Text;

namespace Messaging.Providers.Tests.Twilio.Support;

/// <summary>Answers as it is told and keeps what was asked, without a network.</summary>
internal sealed class StubVendor(HttpStatusCode status = HttpStatusCode.OK, string body = "{}") : HttpMessageHandler
{
    public List<StubRequest> Requests { get; } = [];

    public StubRequest Request => Assert.Single(Requests);

    public Action<HttpResponseMessage> Change { get; set; } = static _ => { };

    public HttpClient Client => new(this, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add(new StubRequest(request.Method, request.RequestUri!, request.Headers.Authorization?.ToString() ?? "", request.Content?.Headers.ContentType?.MediaType ?? "", sent));
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        Change(response);
        return response;
    }
}
