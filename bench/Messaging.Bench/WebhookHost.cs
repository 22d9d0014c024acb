using Messaging.Storage;
using Messaging.TestTools.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging.Bench;

/// <summary>A web application that takes webhooks on a port of this machine and sends meanwhile.</summary>
internal sealed class WebhookHost : IAsyncDisposable
{
    public const string Key = "bench-key";

    private readonly WebApplication _app;

    private WebhookHost(WebApplication app) => _app = app;

    public IMessagingClient Client => _app.Services.GetRequiredService<IMessagingClient>();

    public Uri Root => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<WebhookHost> StartAsync(BenchDatabase database, NoOpChannelAdapter adapter)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        database.Use(builder.Services.AddMessaging(o => o.DailyCap = 10_000))
            .AddHmac(Key)
            .AddChannel("noop", MessageChannel.Email, _ => adapter)
            .AddTemplate("bench", t => t.Email("Booking {{number}}", html: BenchTemplate.Html, text: BenchTemplate.Text));
        var app = builder.Build();
        app.MapMessagingWebhooks();
        await app.StartAsync();
        var host = new WebhookHost(app);
        await host.Client.ListAsync(new MessageQuery());
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
