using Messaging.Channels;
using Messaging.Providers.Infobip;
using Messaging.Providers.Tests.Infobip.Support;
using Messaging.Providers.Tests.Twilio.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Providers.Tests.Infobip;

/// <summary>What the page on Infobip says is so.</summary>
public sealed class InfobipDocumentationTests
{
    private static readonly DocumentationPage Page = new("infobip.md");

    [Fact]
    public void Page_TableOfOptions_ListsEachOnceWithItsDefault() => Page.CheckOptions(new InfobipOptions(), required: [nameof(InfobipOptions.ApiKey), nameof(InfobipOptions.BaseUrl)]);

    [Fact]
    public void Page_Example_IsTheCodeOfThisTestAndValid()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Infobip:ApiKey", "secret"), new("Infobip:WebhookToken", InfobipAccounts.Token)]).Build();
        var messaging = new MessagingBuilder(new ServiceCollection());

        messaging.AddInfobip(o =>
        {
            o.ApiKey = configuration["Infobip:ApiKey"]!;
            o.BaseUrl = new Uri("https://xxxxx.api.infobip.com");
            o.SmsSender = "HaffSegeln";
            o.WhatsAppSender = "441134960000";
            o.WebhookUrl = new Uri("https://example.org/webhooks/infobip");
            o.WebhookToken = configuration["Infobip:WebhookToken"]!;
        });

        using var provider = messaging.Services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<InfobipOptions>>().Value;
        Assert.Equal([MessageChannel.Sms, MessageChannel.WhatsApp], provider.GetServices<ChannelProvider>().OfType<InfobipProvider>().Single().ChannelsOf(options));
        Page.CheckExample("Infobip/InfobipDocumentationTests.cs");
    }
}
