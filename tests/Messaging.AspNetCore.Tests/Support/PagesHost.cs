using Messaging.Links;
using Messaging.Messages;
using Messaging.Pages;
using Messaging.Preferences;
using Messaging.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore.Tests.Support;

/// <summary>A web application with the pages behind links, in memory; or on a port of this machine, for browsers.</summary>
public sealed class PagesHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PagesHost(WebApplication app, ManualTimeProvider clock) => (_app, Clock) = (app, clock);

    public static Contact Person { get; } = Contact.Person("p-1", "parent", "north");

    public static Contact Address { get; } = Contact.Address(MessageChannel.Email, "lan@example.org", "north");

    public ManualTimeProvider Clock { get; }

    public HttpClient Http { get; private set; } = null!;

    public IMessageLinks Links => Get<IMessageLinks>();

    public IConsents Consents => Get<IConsents>();

    public RecordingLinkHandler Handler => Get<RecordingLinkHandler>();

    public static async Task<PagesHost> StartAsync(Action<LinkPageOptions>? pages = null, bool onPort = false)
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
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton<RecordingLinkHandler>();
        builder.Services.AddMessaging(o => o.SendOnly = true).UseInMemoryStore()
            .AddChannel("email", MessageChannel.Email, _ => new RecordingChannelAdapter())
            .AddLinks(o => (o.BaseUrl, o.Keys) = ("https://example.org/m", [new LinkKeyOptions { Id = 1, Secret = Convert.ToBase64String(new byte[32]) }]))
            .AddLinkHandler<ForwardingLinkHandler>()
            .AddLinkPages(o =>
            {
                o.SenderName = "Kinderhof Lindenallee";
                o.Topics = [Topic("newsletter", "Newsletter", "Rundbrief", "Lettre d’information", "Bản tin"), Topic("events", "Events & open days", "Feste und offene Tage", "Fêtes et portes ouvertes", "Sự kiện và ngày hội")];
                pages?.Invoke(o);
            });
        var app = builder.Build();
        app.MapMessagingLinks();
        await app.StartAsync();
        var host = new PagesHost(app, clock);
        host.Http = onPort ? new HttpClient { BaseAddress = host.Root } : app.GetTestClient();
        return host;
    }

    /// <summary>Where the application listens, for one on a port.</summary>
    public Uri Root => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>The path of a link for the person and the address.</summary>
    public async Task<string> PathAsync(LinkPurpose purpose, string locale = "en", string topic = "newsletter", Guid? messageId = null)
    {
        var link = await Links.CreateAsync(new LinkRequest
        {
            Purpose = purpose,
            Tenant = "north",
            RecipientId = "p-1",
            RecipientType = "parent",
            Channel = MessageChannel.Email,
            Address = "lan@example.org",
            Subject = topic,
            Locale = locale,
            MessageId = messageId,
        });
        return link.Url.AbsolutePath;
    }

    /// <summary>A stored message.</summary>
    public async Task<Guid> MessageAsync()
    {
        var receipt = await Get<IMessagingClient>().SendAsync(new MessageRequest { Content = new InlineContent { Subject = "s", Text = "t" }, To = [new Recipient { Email = "lan@example.org" }], Tenant = "north" });
        return receipt.Messages[0].Id;
    }

    public async Task<Delivery> DeliveryAsync(Guid id) => (await Get<IMessagingClient>().FindAsync(id, "north"))!.Delivery;

    /// <summary>Everything recorded about the person and the address.</summary>
    public async Task<IReadOnlyList<ContactEntry>> HistoryAsync() =>
        [.. await Get<IContacts>().HistoryAsync(Person), .. await Get<IContacts>().HistoryAsync(Address)];

    public Task GrantAsync(string topic) =>
        Consents.RecordAsync(new ConsentChange { Contact = Person, Action = ConsentAction.Grant, Channel = MessageChannel.Email, Topic = topic, Source = "signup-form", Wording = "1" });

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    private static LinkTopic Topic(string name, string en, string de, string fr, string vi) => new()
    {
        Name = name,
        Titles = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["en"] = en, ["de"] = de, ["fr"] = fr, ["vi"] = vi },
    };
}
