using Messaging.Channels;
using Messaging.Providers.Twilio;
using Messaging.Templates;
using Messaging.Testing;

namespace Messaging.Providers.Tests.Twilio.Support;

/// <summary>Makes the subjects of the tests.</summary>
internal static class Accounts
{
    public const string AccountSid = "AC0123456789abcdef0123456789abcdef";
    public const string ServiceSid = "MG0123456789abcdef0123456789abcdef";
    public const string ContentSid = "HX0123456789abcdef0123456789abcdef";
    public const string MessageSid = "SM0123456789abcdef0123456789abcdef";
    public const string Token = "primary-token-7f3a91";
    public const string WebhookUrl = "https://Example.org/webhooks/twilio";

    public static DateTimeOffset Now { get; } = new(2030, 1, 15, 12, 0, 0, TimeSpan.Zero);

    public static TwilioOptions Options(Action<TwilioOptions>? configure = null)
    {
        var options = new TwilioOptions
        {
            AccountSid = AccountSid,
            AuthToken = Token,
            SmsFrom = "+15005550006",
            WhatsAppFrom = "+14155238886",
            MessengerFrom = "1234567890",
            WebhookUrl = new Uri(WebhookUrl),
        };
        options.ContentSids["reminder"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["de"] = ContentSid };
        configure?.Invoke(options);
        return options;
    }

    public static IChannelAdapter Adapter(StubVendor vendor, MessageChannel channel, TwilioOptions options) =>
        new TwilioProvider(new StubClients(vendor), new ManualTimeProvider(Now)).CreateAdapter("twilio", channel, options);

    public static OutboundMessage Message(MessageChannel channel, string? text = "Hello ☃ & more", string? image = null, ApprovedTemplate? approved = null) => new()
    {
        Id = new Guid("0197a4b0-0000-7000-8000-000000000001"),
        IdempotencyKey = "5eed-0197a4b0000070008000000000000001.0",
        Channel = channel,
        Address = channel == MessageChannel.Messenger ? "7654321" : "+491512345678",
        Content = new RenderedContent(null, text, null) { Image = image, Approved = approved },
        Attempt = 2,
    };
}
