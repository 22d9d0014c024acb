using Messaging.Channels.Mailbox;
using Messaging.Dispatching;
using Messaging.Storage;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Core.Tests;

/// <summary>A host that is set up wrongly does not start, and says which call mends it.</summary>
public sealed class StartupTests
{
    [Fact]
    public async Task Start_WithoutAStore_NamesTheCalls() =>
        await FailsAsync<MessagingConfigurationException>(b => b.AddChannel("e", MessageChannel.Email, _ => new RecordingChannelAdapter()), "UseSqlite");

    [Fact]
    public void Set_TwoStores_NamesBoth()
    {
        var builder = new ServiceCollection().AddMessaging().UseInMemoryStore().UseInMemoryStore();
        Assert.True(StoreChoice.Take(new ServiceCollection(), "UseX()", "one"));
        var error = Assert.Throws<MessagingConfigurationException>(() => StoreChoice.Take(builder.Services, "UseX()", "one"));
        Assert.Contains("UseInMemoryStore() and UseX()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutAnAdapterForADefaultChannel_NamesTheCall() =>
        await FailsAsync<MessagingConfigurationException>(b => b.UseInMemoryStore(), "No adapter serves channel 'email'. Call AddSmtp(...)");

    [Fact]
    public async Task Start_WithoutAnAdapterForADeclaredChannel_NamesTheCall() => await FailsAsync<MessagingConfigurationException>(
        b =>
        {
            b.UseInMemoryStore().AddChannel("e", MessageChannel.Email, _ => new RecordingChannelAdapter());
            b.Services.AddMessaging(o => o.Channels = [MessageChannel.InApp]);
        },
        "No adapter serves channel 'inapp'. Call AddInApp()");

    [Fact]
    public async Task Start_LeaseTooShortForTheProviderTimeout_QuotesBoth() => await FailsAsync<OptionsValidationException>(
        b => b.UseInMemoryStore().ConfigureDispatcher(o => o.ProviderTimeout = TimeSpan.FromSeconds(19)), "ProviderTimeout (00:00:19)");

    [Fact]
    public async Task Start_LeaseTooShortForTheHeartbeat_QuotesBoth() => await FailsAsync<OptionsValidationException>(
        b => b.UseInMemoryStore().ConfigureDispatcher(o => o.HeartbeatInterval = TimeSpan.FromSeconds(10)), "LeaseDuration (00:00:30) must be at least four times HeartbeatInterval (00:00:10)");

    [Fact]
    public async Task Start_UnknownTimeZone_IsRefused() => await FailsAsync<OptionsValidationException>(
        b => b.UseInMemoryStore().Services.AddMessaging(o => o.DefaultTimeZone = "Mars/Olympus"), "Mars/Olympus");

    [Fact]
    public async Task Start_InDevelopment_SendsUnconfiguredChannelsToTheMailbox()
    {
        using var folder = new TestTools.TemporaryFolder();
        var builder = Builder("Development");
        builder.Services.AddMessaging().UseInMemoryStore();
        builder.Services.Configure<MailboxOptions>(o => o.Folder = folder.Path);
        using var host = builder.Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<IMessagingClient>();
        await client.SendAsync(new MessageRequest { Content = new InlineContent { Text = "x" }, To = [new Recipient { Phone = "+491701234567" }], Channels = [MessageChannel.Sms] });
        await host.StopAsync();
    }

    [Fact]
    public async Task Start_SendOnly_NeedsNoAdaptersAndDispatchesNothing()
    {
        var builder = Builder("Production");
        builder.Services.AddMessaging(o => o.SendOnly = true).UseInMemoryStore();
        using var host = builder.Build();
        await host.StartAsync();
        var receipt = await host.Services.GetRequiredService<IMessagingClient>().SendAsync(Support.TestHost.Request());
        Assert.Single(receipt.Messages);
        Assert.False(host.Services.GetRequiredService<DispatcherLease>().CanStart);
        await host.StopAsync();
    }

    [Fact]
    public void AddMessaging_CalledTwice_RegistersEverythingOnce()
    {
        var services = new ServiceCollection();
        services.AddMessaging().UseInMemoryStore().AddInApp();
        var once = Count();
        services.AddMessaging().UseInMemoryStore().AddInApp();
        Assert.Equal(once, Count());

        // Options may be configured as often as a host likes; each call is remembered.
        int Count() => services.Count(s => !s.ServiceType.IsGenericType || s.ServiceType.GetGenericTypeDefinition() != typeof(IConfigureOptions<>));
    }

    private static HostApplicationBuilder Builder(string environment) => Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = environment });

    private static async Task FailsAsync<TException>(Action<MessagingBuilder> configure, string text)
        where TException : Exception
    {
        var builder = Builder("Production");
        configure(builder.Services.AddMessaging());
        using var host = builder.Build();
        var error = await Assert.ThrowsAsync<TException>(() => host.StartAsync());
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }
}
