using System.Text;
using Messaging.Channels;
using Messaging.Providers.Infobip;
using Messaging.Providers.Tests.Twilio.Support;
using Messaging.Templates;
using Messaging.Testing;
using Messaging.Tracking;

namespace Messaging.Providers.Tests.Infobip.Support;

/// <summary>Makes the subjects of the tests.</summary>
internal static class InfobipAccounts
{
    public const string Key = "api-key-7f3a91";
    public const string Token = "webhook-token-0123456789";
    public const string User = "infobip";
    public const string Password = "webhook-password-0123456789";

    public static DateTimeOffset Now { get; } = new(2030, 1, 15, 12, 0, 0, TimeSpan.Zero);

    public static InfobipOptions Options(Action<InfobipOptions>? configure = null)
    {
        var options = new InfobipOptions
        {
            ApiKey = Key,
            BaseUrl = new Uri("https://xxxxx.api.infobip.com"),
            SmsSender = "HaffSegeln",
            WhatsAppSender = "+441134960000",
            WebhookUrl = new Uri("https://example.org/webhooks/infobip"),
            WebhookToken = Token,
        };
        configure?.Invoke(options);
        return options;
    }

    public static IChannelAdapter Adapter(StubVendor vendor, MessageChannel channel, InfobipOptions options) =>
        new InfobipProvider(new StubClients(vendor), new ManualTimeProvider(Now)).CreateAdapter("infobip", channel, options);

    public static OutboundMessage Message(MessageChannel channel, int number = 1, string? text = "Hello ☃ & more", string? image = null, ApprovedTemplate? approved = null) => new()
    {
        Id = new Guid($"0197a4b0-0000-7000-8000-{number:D12}"),
        IdempotencyKey = $"5eed-0197a4b0000070008000{number:D12}.0",
        Channel = channel,
        Address = "+491512345678",
        Content = new RenderedContent(null, text, null) { Image = image, Approved = approved },
        Attempt = 2,
    };

    public static WebhookResult Parse(string body, string query = $"?token={Token}", Action<InfobipOptions>? configure = null, string? authorization = null) =>
        Parse(Encoding.UTF8.GetBytes(body), query, configure, authorization);

    public static WebhookResult Parse(byte[] body, string query, Action<InfobipOptions>? configure = null, string? authorization = null, string header = "Authorization") =>
        new InfobipWebhookParser(Options(configure)).Parse(new WebhookRequest
        {
            Body = body,
            Headers = authorization is null ? new Dictionary<string, string>(StringComparer.Ordinal) : new Dictionary<string, string>(StringComparer.Ordinal) { [header] = authorization },
            Query = query,
            ReceivedAt = Now,
        });

    public static string Basic(string user, string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";
}
