using Messaging.Channels;
using Messaging.Providers.Tests.Twilio.Support;
using Messaging.Providers.Twilio;
using Messaging.Tracking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Providers.Tests.Twilio;

public sealed class TwilioMessagingBuilderExtensionsTests
{
    [Fact]
    public async Task AddTwilio_TwiceAndForAFurtherAccount_IsOneProviderWithTwoAccounts()
    {
        var messaging = new MessagingBuilder(new ServiceCollection());
        messaging.AddTwilio(o => (o.AccountSid, o.AuthToken) = (Accounts.AccountSid, Accounts.Token))
            .AddTwilio(o => o.SmsFrom = "+15005550006")
            .AddTwilio("acme", o => (o.AccountSid, o.AuthToken, o.WhatsAppFrom) = (Accounts.AccountSid, "other", "+14155238886"));
        await using var provider = messaging.Services.BuildServiceProvider();

        var twilio = Assert.IsType<TwilioProvider>(Assert.Single(provider.GetServices<ChannelProvider>()));
        Assert.Equal("twilio twilio:acme", string.Join(' ', provider.GetServices<ChannelRegistration>().Select(r => r.Name)));
        Assert.Single(provider.GetServices<IValidateOptions<TwilioOptions>>());
        var options = provider.GetRequiredService<IOptionsMonitor<TwilioOptions>>();
        Assert.Equal([MessageChannel.Sms], twilio.ChannelsOf(options.CurrentValue));
        Assert.Equal([MessageChannel.WhatsApp], twilio.ChannelsOf(options.Get("acme")));
        Assert.IsType<TwilioChannelAdapter>(twilio.CreateAdapter("twilio", MessageChannel.Sms, options.CurrentValue));
    }

    [Fact]
    public async Task Host_WithInvalidOptions_DoesNotStart()
    {
        var builder = Host.CreateApplicationBuilder();
        new MessagingBuilder(builder.Services).AddTwilio(o => o.AccountSid = "AC1");
        using var host = builder.Build();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(e.Failures, f => f.StartsWith("TwilioOptions names no sender", StringComparison.Ordinal));
    }

    [Fact]
    public void Provider_OfAnAccount_ServesTheChannelsWithASenderAtTheirRates()
    {
        var provider = new TwilioProvider(new StubClients(new StubVendor()), TimeProvider.System);

        Assert.Equal([MessageChannel.Sms, MessageChannel.WhatsApp, MessageChannel.Messenger], provider.ChannelsOf(Accounts.Options()));
        Assert.Equal((new RateLimit(50, 5), new RateLimit(40, 4)), (provider.LimitOf(MessageChannel.Sms), provider.LimitOf(MessageChannel.WhatsApp)));
        var e = Assert.Throws<MessagingConfigurationException>(() => provider.CreateAdapter("twilio", MessageChannel.Sms, Accounts.Options(o => o.SmsFrom = null)));
        Assert.Contains("AddTwilio", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Webhooks_WithoutTokenOrAddress_AreNotToBeTrusted()
    {
        IWebhookProvider provider = new TwilioProvider(new StubClients(new StubVendor()), TimeProvider.System);

        Assert.Null(provider.FindProblem(Accounts.Options()));
        Assert.Contains("TwilioOptions.WebhookUrl", provider.FindProblem(Accounts.Options(o => o.WebhookUrl = null)), StringComparison.Ordinal);
        Assert.Contains("TwilioOptions.AuthToken", provider.FindProblem(Accounts.Options(o => o.AuthToken = Secret.None)), StringComparison.Ordinal);
        Assert.Equal(WebhookVerdict.Read, provider.CreateParser(Accounts.Options()).Parse(SignedCalls.Status("sent")).Verdict);
    }
}
