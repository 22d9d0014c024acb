using Messaging.Messages;
using Messaging.Testing;
using Messaging.TestTools.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore.Tests.Support;

/// <summary>A web application on a port of this machine that takes webhooks of the test vendor and asks everybody else to sign in.</summary>
public sealed class WebhooksHost : IAsyncDisposable
{
    public const string Key = "the-right-key";

    private readonly WebApplication _app;

    private WebhooksHost(WebApplication app, ManualTimeProvider clock) => (_app, Clock) = (app, clock);

    public ManualTimeProvider Clock { get; }

    public HttpClient Http { get; private set; } = null!;

    public Uri Root => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<WebhooksHost> StartAsync(Action<WebhookEndpointOptions>? configure = null, string? key = Key, string prefix = "/webhooks")
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var clock = new ManualTimeProvider();
        builder.Services.AddSingleton<TimeProvider>(clock).AddAuthorization(o => o.FallbackPolicy = new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        builder.Services.AddAuthentication("none").AddCookie("none");
        builder.Services.AddMessaging(o => o.SendOnly = true).UseInMemoryStore().AddChannel("email", MessageChannel.Email, _ => new RecordingChannelAdapter()).AddHmac(key).AddWebhooks(configure);
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapMessagingWebhooks(prefix);
        await app.StartAsync();
        var host = new WebhooksHost(app, clock);
        host.Http = new HttpClient { BaseAddress = host.Root };
        return host;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Posts bytes with the headers that prove them.</summary>
    public Task<HttpResponseMessage> PostAsync(byte[] body, string key = Key, string path = "/webhooks/hmac", Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in HmacPost.Headers(body, key, Clock.GetUtcNow()))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        change?.Invoke(request);
        return Http.SendAsync(request);
    }

    /// <summary>A stored message.</summary>
    public async Task<Guid> MessageAsync() =>
        (await Get<IMessagingClient>().SendAsync(new MessageRequest { Content = new InlineContent { Subject = "s", Text = "t" }, To = [new Recipient { Email = "lan@example.org" }] })).Messages[0].Id;

    public async Task<DeliveryStatus> StatusAsync(Guid id) => (await Get<IMessagingClient>().FindAsync(id))!.Delivery.StatusAt(Clock.GetUtcNow());

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
