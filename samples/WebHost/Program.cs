using Messaging;
using WebHost;
using WebHost.Pages;

var builder = WebApplication.CreateBuilder(args);
var folder = builder.Configuration["folder"] ?? "data";
Directory.CreateDirectory(folder);
var root = builder.Configuration["root"] ?? "http://localhost:5080";

builder.Services.AddAntiforgery();
var messaging = builder.Services.AddMessaging(o =>
    {
        o.DefaultTimeZone = "Europe/Berlin";
        o.DefaultCurrency = "EUR";
        o.Channels = [MessageChannel.Sms, MessageChannel.InApp];
    })
    .UseSqlite($"Data Source={Path.Combine(folder, "webhost.db")}")
    .AddMailbox(o => o.Folder = Path.Combine(folder, "mailbox"))
    .AddInApp()
    .AddStoredTemplates()
    .AddSystemTemplates()
    .AddRecipientSource<Guests>()
    .AddLinks(o =>
    {
        o.BaseUrl = $"{root}/m";
        o.TrackClicks = true;
    })
    .AddLinkPages(o =>
    {
        o.SenderName = "Haff Sailing School";
        o.Topics = [new Messaging.Pages.LinkTopic { Name = "newsletter", Titles = { ["en"] = "Newsletter", ["de"] = "Rundbrief", ["fr"] = "Lettre d’information", ["vi"] = "Bản tin" } }];
    });
builder.Services.AddHealthChecks().AddMessaging();
var providers = messaging.AddFrom(builder.Configuration, root);
builder.Services.AddScoped<Seed>();

var app = builder.Build();
app.UseAntiforgery();
app.MapMessagingLinks("/m");
app.MapHealth();
app.MapOverview();
app.MapTemplates();
app.MapExplain();
app.MapStories();
if (providers.Count > 0)
{
    app.MapMessagingWebhooks();
}

await app.StartAsync();
await using (var scope = app.Services.CreateAsyncScope())
{
    await scope.ServiceProvider.GetRequiredService<Seed>().RunAsync(CancellationToken.None);
}

Console.WriteLine($"Ready: {root}/");
await app.WaitForShutdownAsync();
