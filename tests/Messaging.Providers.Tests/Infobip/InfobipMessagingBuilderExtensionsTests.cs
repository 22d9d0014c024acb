using Messaging.Channels;
using Messaging.Providers.Infobip;
using Messaging.Providers.Tests.Infobip.Support;
using Messaging.Providers.Tests.Twilio.Support;
using Messaging.Tracking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Providers.Tests.Infobip;

public sealed class InfobipMessagingBuilderExtensionsTests
{
    [Fact]
    public async Task AddInfobip_TwiceAndForAFurtherAccount_IsOneProviderWithTwoAccounts()
    {
        var messaging = new MessagingBuilder(new ServiceCollection());
        messaging.AddInfobip(o => (o.ApiKey, o.BaseUrl) = ("key", new Uri("https://one.api.infobip.com")))
            .AddInfobip(o => o.SmsSender = "HaffSegeln")
            .AddInfobip("acme", o => (o.ApiKey, o.BaseUrl, o.WhatsAppSender) = ("key", new Uri("https://two.api.infobip.com"), "441134960000"));
        await using var provider = messaging.Services.BuildServiceProvider();

        var infobip = Assert.IsType<InfobipProvider>(Assert.Single(provider.GetServices<ChannelProvider>()));
        Assert.Equal("infobip infobip:acme", string.Join(' ', provider.GetServices<ChannelRegistration>().Select(r => r.Name)));
        Assert.Single(provider.GetServices<IValidateOptions<InfobipOptions>>());
        var options = provider.GetRequiredService<IOptionsMonitor<InfobipOptions>>();
        Assert.Equal([MessageChannel.Sms], infobip.ChannelsOf(options.CurrentValue));
        Assert.Equal([MessageChannel.WhatsApp], infobip.ChannelsOf(options.Get("acme")));
        Assert.IsType<InfobipSmsChannelAdapter>(infobip.CreateAdapter("infobip", MessageChannel.Sms, options.CurrentValue));
        Assert.IsType<InfobipWhatsAppChannelAdapter>(infobip.CreateAdapter("infobip:acme", MessageChannel.WhatsApp, options.Get("acme")));
    }

    [Fact]
    public async Task Host_WithInvalidOptions_DoesNotStart()
    {
        var builder = Host.CreateApplicationBuilder();
        new MessagingBuilder(builder.Services).AddInfobip("acme", o => o.SmsSender = "HaffSegeln");
        using var host = builder.Build();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal("acme", e.OptionsName);
        Assert.Contains(e.Failures, f => f.StartsWith("InfobipOptions.BaseUrl is not set", StringComparison.Ordinal));
    }

    [Fact]
    public void Provider_AskedForAChannelWithoutSender_SaysWhichCallFixesIt()
    {
        var provider = new InfobipProvider(new StubClients(new StubVendor()), TimeProvider.System);

        Assert.Equal(RateLimit.Default, provider.LimitOf(MessageChannel.Sms));
        Assert.Contains("AddInfobip", Assert.Throws<MessagingConfigurationException>(() => provider.CreateAdapter("infobip", MessageChannel.Email, InfobipAccounts.Options())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Webhooks_WithoutTokenOrPassword_AreNotToBeTrusted()
    {
        IWebhookProvider provider = new InfobipProvider(new StubClients(new StubVendor()), TimeProvider.System);

        Assert.Null(provider.FindProblem(InfobipAccounts.Options()));
        Assert.Null(provider.FindProblem(InfobipAccounts.Options(o => (o.WebhookToken, o.WebhookUser, o.WebhookPassword) = (null, "user", "password"))));
        Assert.Contains("InfobipOptions.WebhookToken", provider.FindProblem(InfobipAccounts.Options(o => (o.WebhookToken, o.WebhookUser) = (Secret.None, "user"))), StringComparison.Ordinal);
    }
}
