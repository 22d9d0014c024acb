using System.Net;
using Messaging.AspNetCore.Tests.Support;
using Messaging.Links;

namespace Messaging.AspNetCore.Tests.Pages;

/// <summary>Redirects go to stored targets, and nowhere else.</summary>
public sealed class RedirectTests
{
    private const string Target = "https://shop.example/offer?id=1&x=%2F";

    [Theory]
    [InlineData("/m/c/")]
    [InlineData("/m/s/")]
    public async Task Redirect_ToAnythingNotStored_IsNotFoundAndNamesNoPlace(string prefix)
    {
        await using var host = await PagesHost.StartAsync();
        var unsubscribe = (await host.PathAsync(LinkPurpose.Unsubscribe)).Split('/')[^1];
        foreach (var token in new[]
        {
            "AAAAAAAAAAA", "https:%2F%2Fevil.example", "%2F%2Fevil.example", "javascript:alert(1)", "..%2F..", "evil.example", unsubscribe, new string('A', 3000), "x?url=https://evil.example",
        })
        {
            using var response = await host.Http.GetAsync(prefix + token);
            Assert.Equal((HttpStatusCode.NotFound, null), (response.StatusCode, response.Headers.Location));
        }
    }

    [Fact]
    public async Task Redirect_Followed_CountsPeopleOnly()
    {
        await using var host = await PagesHost.StartAsync();
        var message = await host.MessageAsync();
        var path = (await host.Get<IShortLinks>().CreateAsync(Target, "north", message)).AbsolutePath;
        foreach (var (method, header, value) in new[]
        {
            (HttpMethod.Head, "Accept", "*/*"), (HttpMethod.Get, "Sec-Purpose", "prefetch"), (HttpMethod.Get, "Sec-Purpose", "prefetch;prerender"), (HttpMethod.Get, "Purpose", "prefetch"), (HttpMethod.Get, "X-Moz", "prefetch"),
        })
        {
            using var request = new HttpRequestMessage(method, path) { Headers = { { header, value } } };
            using var response = await host.Http.SendAsync(request);
            Assert.Equal((HttpStatusCode.Found, Target), (response.StatusCode, response.Headers.Location!.OriginalString));
            Assert.Equal(0, (await host.DeliveryAsync(message)).ClickCount);
        }

        using var click = await host.Http.GetAsync(path);
        Assert.Equal(Target, click.Headers.Location!.OriginalString);
        Assert.Equal(1, (await host.DeliveryAsync(message)).ClickCount);
    }

    [Fact]
    public async Task Redirect_Posted_IsNotAllowed()
    {
        await using var host = await PagesHost.StartAsync();
        using var response = await host.Http.PostAsync((await host.Get<IShortLinks>().CreateAsync(Target)).AbsolutePath, null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }
}
