using Messaging.Channels;
using Messaging.Providers.Smtp.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Providers.Smtp.Tests;

public sealed class SmtpMessagingBuilderExtensionsTests
{
    [Fact]
    public async Task AddSmtp_OnceAndForAFurtherConnection_GivesTwoAdaptersWithTheirOwnOptions()
    {
        await using var provider = Services(b => b
            .AddSmtp(o => (o.Host, o.From) = ("smtp.example.org", "one@example.org"))
            .AddSmtp("newsletter", o => (o.Host, o.From, o.MaxConnections) = ("bulk.example.org", "two@example.org", 9))).BuildServiceProvider();

        var connections = provider.GetServices<ChannelRegistration>().ToList();

        Assert.Equal("smtp smtp:newsletter", string.Join(' ', connections.Select(c => c.Name)));
        Assert.All(connections, c => Assert.Equal(MessageChannel.Email, c.Channel));
        var adapters = connections.Select(c => c.Adapter(provider)).ToList();
        Assert.All(adapters, a => Assert.IsType<SmtpChannelAdapter>(a));
        Assert.NotSame(adapters[0], adapters[1]);
        Assert.Same(adapters[0], connections[0].Adapter(provider));
        var options = provider.GetRequiredService<IOptionsMonitor<SmtpOptions>>();
        Assert.Equal(("smtp.example.org", 4), (options.CurrentValue.Host, options.CurrentValue.MaxConnections));
        Assert.Equal(("bulk.example.org", 9), (options.Get("newsletter").Host, options.Get("newsletter").MaxConnections));
    }

    [Fact]
    public async Task AddSmtp_Twice_ConfiguresOneConnectionFurther()
    {
        await using var provider = Services(b => b
            .AddSmtp(o => (o.Host, o.From) = ("smtp.example.org", "one@example.org"))
            .AddSmtp(o => o.Port = 2525)).BuildServiceProvider();

        Assert.Single(provider.GetServices<ChannelRegistration>());
        Assert.Single(provider.GetServices<IValidateOptions<SmtpOptions>>());
        Assert.Equal(("smtp.example.org", 2525), Parts(provider.GetRequiredService<IOptions<SmtpOptions>>().Value));
    }

    [Fact]
    public async Task Host_WithInvalidOptions_DoesNotStart()
    {
        var builder = Host.CreateApplicationBuilder();
        new MessagingBuilder(builder.Services).AddSmtp("newsletter", o => o.From = "nobody");
        using var host = builder.Build();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal("newsletter", e.OptionsName);
        Assert.Contains(e.Failures, f => f.Contains("SmtpOptions.Host is empty", StringComparison.Ordinal));
        Assert.Contains(e.Failures, f => f.Contains("SmtpOptions.From is not a sender", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Container_Disposed_ClosesTheConnections()
    {
        await using var server = new ScriptedSmtpServer();
        var services = Services(b => b.AddSmtp(o => (o.Host, o.Port, o.Security, o.From) = ("localhost", server.Port, SmtpSecurity.None, "from@example.org")));
        var provider = services.BuildServiceProvider();
        var adapter = provider.GetServices<ChannelRegistration>().Single().Adapter(provider);
        await adapter.SendAsync(Make.Message(), default).WithinTestTime();

        await provider.DisposeAsync().AsTask().WithinTestTime();

        Assert.Single(server.CommandsOf("QUIT"), c => c.Length > 0);
    }

    [Fact]
    public void Container_DisposedWithoutAwaiting_DoesNotThrow()
    {
        var provider = Services(b => b.AddSmtp(o => (o.Host, o.From) = ("smtp.example.org", "one@example.org"))).BuildServiceProvider();
        provider.GetServices<ChannelRegistration>().Single().Adapter(provider);

        provider.Dispose();
    }

    private static (string Host, int? Port) Parts(SmtpOptions options) => (options.Host, options.Port);

    private static ServiceCollection Services(Action<MessagingBuilder> add)
    {
        var services = new ServiceCollection();
        add(new MessagingBuilder(services));
        return services;
    }
}
