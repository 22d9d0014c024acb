using System.Net;
using System.Text;
using System.Text.Json;
using Messaging.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.AspNetCore.Tests.Webhooks;

/// <summary>What a provider is told, so that it repeats what was not stored and nothing else.</summary>
public sealed class WebhookAnswerTests
{
    private const int Mebibyte = 1_048_576;

    private static readonly byte[] Nothing = "{}"u8.ToArray();

    [Fact]
    public async Task Post_WhenTheDatabaseIsGone_IsToBeRepeated()
    {
        await using var host = await ProxiedWebhooks.StartAsync(more: b => b.Services.AddSingleton(FailingEventStore.Create()));
        using var request = host.Request(JsonSerializer.SerializeToUtf8Bytes(host.Opened(Guid.NewGuid())));
        using var response = await host.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "30"), (response.StatusCode, response.Headers.RetryAfter!.ToString()));
    }

    [Fact]
    public async Task Post_WithHeaderNamesInAnotherCase_IsTaken()
    {
        await using var host = await ProxiedWebhooks.StartAsync(onPort: true);
        foreach (var change in new Func<string, string>[] { n => n.ToUpperInvariant(), n => n.ToLowerInvariant() })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, ProxiedWebhooks.Path) { Content = new ByteArrayContent(Nothing) };
            foreach (var (name, value) in host.Sign(Nothing))
            {
                request.Headers.Add(change(name), value);
            }

            using var response = await host.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("OPTIONS")]
    public async Task AnyMethodButPost_NamesTheOneThatIs(string method)
    {
        await using var host = await ProxiedWebhooks.StartAsync();
        using var request = host.Request(Nothing);
        request.Method = new HttpMethod(method);
        using var response = await host.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "POST"), (response.StatusCode, string.Join(',', response.Content.Headers.Allow)));
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("br", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("identity, deflate", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("identity", HttpStatusCode.OK)]
    public async Task Post_Compressed_IsRefused(string encoding, HttpStatusCode expected)
    {
        await using var host = await ProxiedWebhooks.StartAsync();
        using var request = host.Request(Nothing);
        request.Content!.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        using var response = await host.Http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData(Mebibyte, "application/json", HttpStatusCode.BadRequest)]
    [InlineData(Mebibyte + 1, "application/json", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(2_000_000, "multipart/form-data; boundary=x", HttpStatusCode.BadRequest)]
    [InlineData(2_000_001, "multipart/form-data; boundary=x", HttpStatusCode.RequestEntityTooLarge)]
    public async Task Post_IsTakenUpToWhatItsKindMayHave_AnnouncedOrNot(int size, string contentType, HttpStatusCode expected)
    {
        await using var host = await ProxiedWebhooks.StartAsync(o => o.MaxMultipartBytes = 2_000_000, onPort: true);
        var body = new byte[size];
        var head = $"POST {ProxiedWebhooks.Path} HTTP/1.1\r\nHost: x\r\nContent-Type: {contentType}\r\n{string.Concat(host.Sign(body).Select(h => $"{h.Key}: {h.Value}\r\n"))}";
        byte[] announced = [.. Encoding.ASCII.GetBytes($"{head}Content-Length: {size}\r\n\r\n"), .. body];
        byte[] inChunks = [.. Encoding.ASCII.GetBytes($"{head}Transfer-Encoding: chunked\r\n\r\n"), .. body.Chunk(1_000).SelectMany(c => (byte[])[.. Encoding.ASCII.GetBytes($"{c.Length:x}\r\n"), .. c, 13, 10]), .. "0\r\n\r\n"u8];
        foreach (var request in new[] { announced, inChunks })
        {
            using var connection = await RawConnection.OpenAsync(host.Port);
            var writing = connection.WriteAsync(request);
            Assert.Equal((int)expected, await connection.ReadStatusAsync());
            await writing;
        }
    }

    [Fact]
    public async Task Post_WhoseSenderHangsUp_IsForgotten()
    {
        await using var host = await ProxiedWebhooks.StartAsync(onPort: true);
        using var connection = await RawConnection.OpenAsync(host.Port);
        await connection.WriteAsync(Encoding.ASCII.GetBytes($"POST {ProxiedWebhooks.Path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{{"));
        await host.Clock.WaitForTimersAsync(1);
        connection.Abort();
        Assert.InRange(await host.Ended.Reader.ReadAsync(), 400, 499);
        Assert.Equal(HttpStatusCode.OK, await host.PostAsync(Nothing));
    }

    [Fact]
    public void Map_WithoutProvider_NamesTheCall()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddMessaging().UseInMemoryStore();
        using var app = (IDisposable)builder.Build();
        Assert.Contains("AddSendGrid(...)", Assert.Throws<MessagingConfigurationException>(() => ((WebApplication)app).MapMessagingWebhooks()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_OutOfRange_AreNamed()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            ProxiedWebhooks.StartAsync(o => (o.MaxBodyBytes, o.MaxMultipartBytes, o.ReadTimeout, o.FailuresPerMinute) = (0, int.MaxValue, TimeSpan.Zero, 0)));
        Assert.Equal(4, refusal.Failures.Count());
    }
}
