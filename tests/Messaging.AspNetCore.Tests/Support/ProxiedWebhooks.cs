using System.Net;
using System.Threading.Channels;
using Messaging.Channels;
using Messaging.Messages;
using Messaging.Testing;
using Messaging.TestTools.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore.Tests.Support;

/// <summary>A web application behind a proxy that takes webhooks of a test provider, in memory; or on a port of this machine, where bytes matter.</summary>
public sealed class ProxiedWebhooks : IAsyncDisposable
{
    public const string Key = "a secret of 32 characters or more";
    public const string Path = "/webhooks/hmac";

    private readonly WebApplication _app;

    private ProxiedWebhooks(WebApplication app, ManualTimeProvider clock) => (_app, Clock) = (app, clock);

    public ManualTimeProvider Clock { get; }

    public HttpClient Http { get; private set; } = null!;

    /// <summary>The status of every request that came to its end here, also where nobody waited for it any more.</summary>
    public Channel<int> Ended { get; } = Channel.CreateUnbounded<int>();

    public int Port => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    public static async Task<ProxiedWebhooks> StartAsync(Action<WebhookEndpointOptions>? webhooks = null, Action<WebApplicationBuilder>? more = null, bool onPort = false)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        if (onPort)
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        }
        else
        {
            builder.WebHost.UseTestServer();
        }

        var clock = new ManualTimeProvider();
        builder.Services.AddSingleton<TimeProvider>(clock).Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            o.KnownIPNetworks.Clear();
            o.KnownProxies.Clear();
        });
        builder.Services.AddMessaging(o => o.SendOnly = true).UseInMemoryStore()
            .AddChannel("email", MessageChannel.Email, _ => new RecordingChannelAdapter())
            .AddHmac(Key)
            .AddWebhooks(webhooks);
        more?.Invoke(builder);
        var app = builder.Build();
        var host = new ProxiedWebhooks(app, clock);
        app.UseForwardedHeaders();
        app.Use(host.WatchAsync);
        app.MapMessagingWebhooks();
        await app.StartAsync();
        host.Http = onPort ? new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{host.Port}") } : app.GetTestClient();
        return host;
    }

    /// <summary>The headers that prove a body.</summary>
    public Dictionary<string, string> Sign(byte[] body, string key = Key) => HmacPost.Headers(body, key, Clock.GetUtcNow());

    /// <summary>A signed request, or with another key a forged one.</summary>
    public HttpRequestMessage Request(byte[] body, string key = Key, string path = Path, string? address = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in Sign(body, key))
        {
            request.Headers.Add(name, value);
        }

        if (address is not null)
        {
            request.Headers.Add("X-Forwarded-For", address);
        }

        return request;
    }

    public async Task<HttpStatusCode> PostAsync(byte[] body, string key = Key, string path = Path, string? address = null)
    {
        using var request = Request(body, key, path, address);
        using var response = await Http.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>The report that a message was opened.</summary>
    public object Opened(Guid id) => new
    {
        events = new[] { new { key = $"open-{id:N}", kind = nameof(MessageEventKind.Opened), at = Clock.GetUtcNow(), @ref = new MessageReference(id, 0, 1).ToString() } },
    };

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        Ended.Writer.TryWrite(context.Response.StatusCode);
    }
}
