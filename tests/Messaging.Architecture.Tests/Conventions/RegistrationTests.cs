using System.Reflection;
using System.Runtime.CompilerServices;
using Messaging.Architecture.Tests.Support;
using Messaging.Channels;
using Messaging.Inbound;
using Messaging.Links;
using Messaging.Templates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Architecture.Tests.Conventions;

/// <summary>Set-up can be repeated: a module of a host may call what the host called before, and nothing is there twice.</summary>
public sealed class RegistrationTests
{
    // One call of every extension of the builder.
    private static readonly Dictionary<string, Action<MessagingBuilder>> Calls = new(StringComparer.Ordinal)
    {
        ["AddChannel"] = b => b.AddChannel("host", MessageChannel.Sms, _ => throw new NotSupportedException()),
        ["AddChannelLayer"] = b => b.AddChannelLayer((_, connection) => connection.Adapter),
        ["AddConnectionSource"] = b => b.AddConnectionSource<NoAccounts>(),
        ["AddCssInlining"] = b => b.AddCssInlining(),
        ["AddDevices"] = b => b.AddDevices(),
        ["AddFirebase()"] = b => b.AddFirebase(),
        ["AddFirebase(Action`1)"] = b => b.AddFirebase(o => o.ProjectId = "x"),
        ["AddFirebase(String, Action`1)"] = b => b.AddFirebase("second", o => o.ProjectId = "x"),
        ["AddInApp"] = b => b.AddInApp(),
        ["AddInbound"] = b => b.AddInbound(),
        ["AddInboundHandler"] = b => b.AddInboundHandler<NoInbound>(),
        ["AddInfobip()"] = b => b.AddInfobip(),
        ["AddInfobip(Action`1)"] = b => b.AddInfobip(o => o.ApiKey = "key"),
        ["AddInfobip(String, Action`1)"] = b => b.AddInfobip("second", o => o.ApiKey = "key"),
        ["AddLinkHandler"] = b => b.AddLinkHandler<NoLinkHandler>(),
        ["AddLinkPages"] = b => b.AddLinkPages(o => o.SenderName = "Host"),
        ["AddLinks"] = b => b.AddLinks(o => o.BaseUrl = "https://example.org/m"),
        ["AddMailbox"] = b => b.AddMailbox(o => o.Folder = "elsewhere"),
        ["AddMarkdown"] = b => b.AddMarkdown(),
        ["AddProvider(String, String, Action`1)"] = b => b.AddProvider<NoProvider, NoProviderOptions>("none", null, _ => { }),
        ["AddProvider()"] = b => b.AddProvider<NoProvider>(),
        ["AddResend()"] = b => b.AddResend(),
        ["AddResend(Action`1)"] = b => b.AddResend(o => o.ApiKey = "key"),
        ["AddResend(String, Action`1)"] = b => b.AddResend("second", o => o.ApiKey = "key"),
        ["AddSendGrid()"] = b => b.AddSendGrid(),
        ["AddSendGrid(Action`1)"] = b => b.AddSendGrid(o => o.ApiKey = "key"),
        ["AddSendGrid(String, Action`1)"] = b => b.AddSendGrid("second", o => o.ApiKey = "key"),
        ["AddSmtp()"] = b => b.AddSmtp(),
        ["AddSmtp(Action`1)"] = b => b.AddSmtp(o => o.Host = "mail.example.org"),
        ["AddSmtp(String, Action`1)"] = b => b.AddSmtp("newsletter", o => o.Host = "mail.example.org"),
        ["AddRecipientSource"] = b => b.AddRecipientSource<NoRecipients>(),
        ["AddStoredTemplates"] = b => b.AddStoredTemplates(),
        ["AddSystemTemplates"] = b => b.AddSystemTemplates(),
        ["AddTemplate"] = b => b.AddTemplate("hello", t => t.Sms("Hello {{name}}")),
        ["AddTemplateFolder"] = b => b.AddTemplateFolder("texts"),
        ["AddTwilio()"] = b => b.AddTwilio(),
        ["AddTwilio(Action`1)"] = b => b.AddTwilio(o => o.AuthToken = "token"),
        ["AddTwilio(String, Action`1)"] = b => b.AddTwilio("second", o => o.AuthToken = "token"),
        ["AddWebhooks"] = b => b.AddWebhooks(o => o.FailuresPerMinute = 100),
        ["AddWakeUps"] = b => b.AddWakeUps<DbContext>("Host=localhost"),
        ["AllowUntestedDatabase"] = b => b.AllowUntestedDatabase(),
        ["ConfigureRateLimit"] = b => b.ConfigureRateLimit("sendgrid", MessageChannel.Email, null),
        ["ConfigureDispatcher"] = b => b.ConfigureDispatcher(o => o.ClaimSize = 10),
        ["ConfigureRetention"] = b => b.ConfigureRetention(o => o.Events = null),
        ["UseDatabase"] = b => b.UseDatabase(o => o.UseSqlite("Data Source=:memory:")),
        ["UseDbContext"] = b => b.UseDbContext<DbContext>(),
        ["UseInMemoryStore"] = b => b.UseInMemoryStore(),
        ["UsePostgreSql"] = b => b.UsePostgreSql("Host=localhost"),
        ["UseSqlite"] = b => b.UseSqlite("Data Source=app.db"),
        ["UseTemplateEngine"] = b => b.UseTemplateEngine<NoEngine>(),
    };

    private static readonly List<MethodInfo> Extensions =
    [
        .. Package.All.SelectMany(p => p.PublicTypes)
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => m.IsDefined(typeof(ExtensionAttribute), inherit: false) && m.GetParameters()[0].ParameterType == typeof(MessagingBuilder)),
    ];

    public static TheoryData<string> Names => [.. Extensions.Select(NameOf)];

    [Fact]
    public void Extension_ReturnsTheBuilder() => Rule.Holds(
        "An extension of the builder returns it, so that calls can be chained:", Extensions.Where(m => m.ReturnType != typeof(MessagingBuilder)).Select(NameOf));

    [Fact]
    public void Extension_BeginsWithAWordOfTheHouse() => Rule.Holds(
        "AddX adds, UseX picks the one, ConfigureX changes options, AllowX lifts a refusal, MapX routes:",
        Extensions.Select(m => m.Name).Where(n => !new[] { "Add", "Use", "Configure", "Allow", "Map" }.Any(w => n.StartsWith(w, StringComparison.Ordinal))));

    [Theory]
    [MemberData(nameof(Names))]
    public void Extension_CalledTwice_RegistersOnce(string name)
    {
        Assert.True(Calls.TryGetValue(name, out var call), $"Add a call of {name} to this test, to see that it can be made twice.");
        var builder = new ServiceCollection().AddMessaging();
        call(builder);
        var once = Registered(builder);
        call(builder);
        Assert.Equal(once, Registered(builder));
    }

    [Fact]
    public void AddMessaging_CalledTwice_RegistersOnce()
    {
        var services = new ServiceCollection();
        var once = Registered(services.AddMessaging());
        Assert.Equal(once, Registered(services.AddMessaging(o => o.DefaultLocale = "de")));
    }

    // Configuring and layers add up, as their names say; everything else is there once.
    private static List<string> Registered(MessagingBuilder builder) =>
        [.. builder.Services.Select(s => s.ServiceType.ToString()).Where(s => !AddsUp(s)).Order(StringComparer.Ordinal)];

    private static bool AddsUp(string service) => service is "Messaging.Channels.ChannelLayer" or "Messaging.Channels.RateLimitChoice" || service.StartsWith(typeof(IConfigureOptions<>).FullName!, StringComparison.Ordinal);

    private static string NameOf(MethodInfo method)
    {
        var isOverloaded = method.DeclaringType!.GetMember(method.Name).Length > 1;
        return isOverloaded ? $"{method.Name}({string.Join(", ", method.GetParameters().Skip(1).Select(p => p.ParameterType.Name))})" : method.Name;
    }

    private sealed class NoRecipients : IRecipientSource
    {
        public Task<IReadOnlyDictionary<string, IReadOnlyList<Recipient>>> FindAsync(RecipientQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class NoAccounts : IConnectionSource
    {
        public ValueTask<IReadOnlyList<ProviderAccount>> FindAsync(string tenant, CancellationToken cancellationToken) => new([]);

        public ValueTask<ProviderAccount?> GetAsync(string name, CancellationToken cancellationToken) => new((ProviderAccount?)null);
    }

    private sealed class NoProviderOptions;

    private sealed class NoProvider : ChannelProvider<NoProviderOptions>
    {
        public override string Name => "none";

        public override IReadOnlyList<MessageChannel> ChannelsOf(NoProviderOptions options) => [];

        public override IChannelAdapter CreateAdapter(string connection, MessageChannel channel, NoProviderOptions options) => throw new NotSupportedException();
    }

    private sealed class NoInbound : IInboundHandler
    {
        public Task HandleAsync(InboundMessage message, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class NoLinkHandler : ILinkHandler
    {
        public Task HandleAsync(LinkClaims link, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class NoEngine : ITemplateEngine
    {
        public IReadOnlyList<TemplateProblem> Validate(TemplateContent content) => [];

        public RenderedContent Render(TemplateContent content, TemplateData data, RenderContext context) => new(null, null, null);
    }
}
