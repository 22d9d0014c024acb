using Messaging.Channels;
using Messaging.Providers.SendGrid;
using Messaging.Providers.Tests.SendGrid.Support;
using Messaging.Tracking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Providers.Tests.SendGrid;

public sealed class SendGridMessagingBuilderExtensionsTests
{
    [Fact]
    public async Task AddSendGrid_TwiceAndForAFurtherAccount_GivesOneProviderAndTwoAccounts()
    {
        var services = new ServiceCollection();
        new MessagingBuilder(services)
            .AddSendGrid(o => (o.ApiKey, o.From) = ("SG.one", "one@example.org"))
            .AddSendGrid(o => o.SandboxMode = true)
            .AddSendGrid("newsletter", o => (o.ApiKey, o.From) = ("SG.two", "two@example.org"));
        await using var provider = services.BuildServiceProvider();

        Assert.Equal("sendgrid sendgrid:newsletter", string.Join(' ', provider.GetServices<ChannelRegistration>().Select(r => r.Name)));
        Assert.Single(provider.GetServices<ChannelProvider>());
        Assert.Single(provider.GetServices<IValidateOptions<SendGridOptions>>());
        var options = provider.GetRequiredService<IOptionsMonitor<SendGridOptions>>();
        Assert.Equal(("one@example.org", true), (options.CurrentValue.From, options.CurrentValue.SandboxMode));
        Assert.Equal(("two@example.org", false), (options.Get("newsletter").From, options.Get("newsletter").SandboxMode));
    }

    [Fact]
    public async Task Host_WithInvalidOptions_DoesNotStart()
    {
        var builder = Host.CreateApplicationBuilder();
        new MessagingBuilder(builder.Services).AddSendGrid("newsletter", o => o.From = "nobody");
        using var host = builder.Build();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal("newsletter", e.OptionsName);
        Assert.Contains(e.Failures, f => f.StartsWith("SendGridOptions.ApiKey is empty", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Provider_SaysWhatItServesAndWhatItNeeds()
    {
        using var post = new SignedPost();
        var services = new ServiceCollection();
        new MessagingBuilder(services).AddSendGrid(_ => { });
        await using var container = services.BuildServiceProvider();
        var provider = Assert.IsType<SendGridProvider>(container.GetServices<ChannelProvider>().Single());

        Assert.Equal(("sendgrid", new RateLimit(100, 10)), (provider.Name, provider.LimitOf(MessageChannel.Email)));
        Assert.Equal([MessageChannel.Email], provider.ChannelsOf(SendGridAccount.Options()));
        Assert.Contains("AddSendGrid(o => o.WebhookKey", provider.FindProblem(SendGridAccount.Options()), StringComparison.Ordinal);
        Assert.NotNull(provider.FindProblem(SendGridAccount.Options(o => o.WebhookKey = "")));
        Assert.Null(provider.FindProblem(SendGridAccount.Options(o => o.WebhookKey = post.PublicKey)));
        Assert.Null(provider.FindProblem(SendGridAccount.Options(o => o.InboundToken = new string('a', 30))));
        Assert.IsType<SendGridWebhookParser>(((IWebhookProvider)provider).CreateParser(SendGridAccount.Options()));
    }
}
