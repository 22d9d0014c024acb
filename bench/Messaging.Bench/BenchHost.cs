using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.Bench;

/// <summary>A host as an application would have it: options, template, store, and an adapter that accepts at once.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private readonly IHost _host;

    private BenchHost(IHost host, NoOpChannelAdapter adapter) => (_host, Adapter) = (host, adapter);

    public NoOpChannelAdapter Adapter { get; }

    public IMessagingClient Client => _host.Services.GetRequiredService<IMessagingClient>();

    public static async Task<BenchHost> CreateAsync(BenchDatabase database, int inFlight)
    {
        var adapter = new NoOpChannelAdapter();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        database.Use(builder.Services.AddMessaging())
            .AddChannel("noop", MessageChannel.Email, _ => adapter)
            .AddTemplate("bench", t => t.Email("Booking {{number}}", html: BenchTemplate.Html, text: BenchTemplate.Text))
            .ConfigureDispatcher(o =>
            {
                o.MaxInFlight = inFlight;
                o.ClaimSize = Math.Min(1_000, inFlight);
            });
        var host = new BenchHost(builder.Build(), adapter);
        await host.Client.ListAsync(new MessageQuery());
        return host;
    }

    /// <summary>A request to a number of recipients, with data that its template shows.</summary>
    public static MessageRequest Request(int recipients, int round) => new()
    {
        Template = "bench",
        Data = BenchTemplate.Data(round),
        To = [.. Enumerable.Range(0, recipients).Select(i => new Recipient { Id = $"r{round + i}", Email = $"guest{round + i}@example.org", Name = $"Lan {i}", Locale = "de" })],
        Type = "booking_confirmation",
        Entity = new EntityReference("booking", $"b{round}"),
    };

    public Task StartAsync() => _host.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
