using Messaging.Channels;
using Messaging.Providers.Tests.Twilio.Support;
using Messaging.Providers.Twilio;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Providers.Tests.Twilio;

/// <summary>What the page on Twilio says is so.</summary>
public sealed class TwilioDocumentationTests
{
    private static readonly DocumentationPage Page = new("twilio.md");

    [Fact]
    public void Page_TableOfOptions_ListsEachOnceWithItsDefault() => Page.CheckOptions(new TwilioOptions(), required: [nameof(TwilioOptions.AccountSid)]);

    [Fact]
    public void Page_Example_IsTheCodeOfThisTestAndValid()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Twilio:AccountSid", Accounts.AccountSid), new("Twilio:AuthToken", "secret")]).Build();
        var messaging = new MessagingBuilder(new ServiceCollection());

        messaging.AddTwilio(o =>
        {
            o.AccountSid = configuration["Twilio:AccountSid"]!;
            o.AuthToken = configuration["Twilio:AuthToken"]!;
            o.SmsFrom = "+15005550006";
            o.WhatsAppFrom = "+14155238886";
            o.WebhookUrl = new Uri("https://example.org/webhooks/twilio");
            o.ContentSids["reminder"] = new Dictionary<string, string> { ["de"] = "HX0123456789abcdef0123456789abcdef" };
        });

        using var provider = messaging.Services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<TwilioOptions>>().Value;
        Assert.Equal([MessageChannel.Sms, MessageChannel.WhatsApp], provider.GetServices<ChannelProvider>().OfType<TwilioProvider>().Single().ChannelsOf(options));
        Page.CheckExample("Twilio/TwilioDocumentationTests.cs");
    }
}
