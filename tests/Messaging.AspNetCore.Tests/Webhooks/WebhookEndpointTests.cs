using System.Net;
using System.Text;
using System.Text.Json;
using Messaging.AspNetCore.Tests.Support;
using Messaging.Channels;
using Messaging.Messages;

namespace Messaging.AspNetCore.Tests.Webhooks;

public sealed class WebhookEndpointTests
{
    [Fact]
    public async Task Post_SignedByTheVendor_IsAppliedWithoutSigningIn_AndSetsNoCookie()
    {
        await using var host = await WebhooksHost.StartAsync();
        var id = await host.MessageAsync();
        var body = JsonSerializer.SerializeToUtf8Bytes(new { events = new[] { new { key = "1", kind = "Delivered", @ref = new MessageReference(id, 0, 1).ToString() } }, reply = "<Response/>" });
        using var response = await host.PostAsync(body);
        Assert.Equal((HttpStatusCode.OK, "text/xml", "<Response/>"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType, await response.Content.ReadAsStringAsync()));
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Equal(DeliveryStatus.Delivered, await host.StatusAsync(id));
    }

    [Fact]
    public async Task Post_OnTheConnectionsOwnPath_IsTakenToo()
    {
        await using var host = await WebhooksHost.StartAsync(prefix: "/hooks/in");
        using var known = await host.PostAsync("{}"u8.ToArray(), path: "/hooks/in/hmac/hmac");
        using var unknown = await host.PostAsync("{}"u8.ToArray(), path: "/hooks/in/hmac/other");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (known.StatusCode, unknown.StatusCode));
    }

    [Fact]
    public async Task Post_ForgedOrMalformedOrElsewhere_IsRefused()
    {
        await using var host = await WebhooksHost.StartAsync();
        using var forged = await host.PostAsync("{}"u8.ToArray(), "another key");
        using var malformed = await host.PostAsync("{"u8.ToArray());
        using var unknown = await host.PostAsync("{}"u8.ToArray(), path: "/webhooks/sendgrid");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (forged.StatusCode, malformed.StatusCode, unknown.StatusCode));
        Assert.Empty(await forged.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task OtherMethods_AreNotAllowed(string method)
    {
        await using var host = await WebhooksHost.StartAsync();
        using var response = await host.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/webhooks/hmac"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task Map_WithAnAccountThatLacksItsSecret_FailsNamingIt_UnlessItIsLeftOut()
    {
        var problem = await Assert.ThrowsAsync<MessagingConfigurationException>(() => WebhooksHost.StartAsync(key: ""));
        Assert.Contains("HmacOptions.Key", problem.Message, StringComparison.Ordinal);
        Assert.Contains("AddWebhooks(o => o.Except = [\"hmac\"])", problem.Message, StringComparison.Ordinal);
        await using var host = await WebhooksHost.StartAsync(o => o.Except = ["hmac"], key: "");
        using var response = await host.PostAsync("{}"u8.ToArray(), "");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Post_WhoseBodyDoesNotArrive_EndsInTime()
    {
        await using var host = await WebhooksHost.StartAsync();
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(host.Root.Host, host.Root.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /webhooks/hmac HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"));
        await host.Clock.WaitForTimersAsync(1);
        host.Clock.Advance(TimeSpan.FromSeconds(11));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.StartsWith("HTTP/1.1 408", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }
}
