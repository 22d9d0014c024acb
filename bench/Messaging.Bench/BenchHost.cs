using Messaging.Channels;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.Bench;

/// <summary>A host as an application would have it: options, template, store, and an adapter that accepts everything.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private readonly IHost _host;

    private BenchHost(IHost host, NoOpChannelAdapter adapter) => (_host, Adapter) = (host, adapter);

    public NoOpChannelAdapter Adapter { get; }

    public IMessagingClient Client => _host.Services.GetRequiredService<IMessagingClient>();

    public IMaintenanceStore Maintenance => _host.Services.GetRequiredService<IMaintenanceStore>();

    public IDeliveryStore Deliveries => _host.Services.GetRequiredService<IDeliveryStore>();

    public static Task<BenchHost> CreateAsync(BenchDatabase database, BenchSettings settings, Action<OutboundMessage>? called = null) =>
        CreateAsync(database.Use, settings, called);

    public static async Task<BenchHost> CreateAsync(Func<MessagingBuilder, MessagingBuilder> store, BenchSettings settings, Action<OutboundMessage>? called = null)
    {
        var adapter = new NoOpChannelAdapter(settings.AdapterTakes, called);

        // Without the watchers of settings files, which look at every file below the folder the bench is started in.
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders().AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        store(builder.Services.AddMessaging(o => (o.DailyCap, o.SendOnly) = (settings.Capped ? o.DailyCap : null, settings.SendOnly)))
            .AddChannel("noop", MessageChannel.Email, _ => adapter)
            .AddTemplate("bench", t => t.Email("Booking {{number}}", html: BenchTemplate.Html, text: BenchTemplate.Text))
            .ConfigureDispatcher(o =>
            {
                o.MaxInFlight = settings.InFlight;
                o.ClaimSize = Math.Clamp(settings.InFlight / 4, o.ClaimSize, 1_000);
                o.WakeUpHints = settings.Hints;
            });
        var host = new BenchHost(builder.Build(), adapter);
        await Deadline.WithinAsync(host.Client.ListAsync(new MessageQuery()), TimeSpan.FromMinutes(2), () => "the tables of a new database, which its first use makes");
        return host;
    }

    /// <summary>A request to a number of recipients, numbered from <paramref name="first"/>, with data that its template shows. Nobody is asked for twice as long as the numbers do not overlap: the daily cap puts off what comes too often.</summary>
    public static MessageRequest Request(int recipients, int first) => Template(first) with { To = [.. Enumerable.Range(first, recipients).Select(Recipient)] };

    /// <summary>The same without recipients.</summary>
    public static MessageRequest Template(int round) => new()
    {
        Template = "bench",
        Data = BenchTemplate.Data(round),
        Type = "booking_confirmation",
        Entity = new EntityReference("booking", $"b{round}"),
    };

    public static Recipient Recipient(int number) => new() { Id = $"r{number}", Email = $"guest{number}@example.org", Name = $"Lan {number}", Locale = "de" };

    public Task StartAsync() => Deadline.WithinAsync(_host.StartAsync(), TimeSpan.FromMinutes(2), () => "a host that starts");

    public async ValueTask DisposeAsync()
    {
        await Deadline.WithinAsync(_host.StopAsync(), TimeSpan.FromMinutes(2), () => "a host that stops");
        _host.Dispose();
    }
}
