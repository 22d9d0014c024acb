using Messaging.Channels;
using Messaging.Tracking;

namespace Messaging.Providers.SendGrid;

/// <summary>Makes what sends over SendGrid accounts, and what reads their webhooks.</summary>
internal sealed class SendGridProvider(IHttpClientFactory clients, TimeProvider time) : ChannelProvider<SendGridOptions>, IWebhookProvider
{
    public const string ProviderName = "sendgrid";
    public const string ClientName = "Messaging.SendGrid";

    private const int Burst = 100;
    private const double PerSecond = 10;

    private static readonly RateLimit EmailLimit = new(Burst, PerSecond);

    public override string Name => ProviderName;

    public override RateLimit? LimitOf(MessageChannel channel) => channel == MessageChannel.Email ? EmailLimit : base.LimitOf(channel);

    public override IReadOnlyList<MessageChannel> ChannelsOf(SendGridOptions options) => [MessageChannel.Email];

    public override IChannelAdapter CreateAdapter(string connection, MessageChannel channel, SendGridOptions options) => new SendGridChannelAdapter(options, clients, time);

    public string? FindProblem(object options)
    {
        var account = (SendGridOptions)options;
        return Secret.IsNullOrEmpty(account.WebhookKey) && Secret.IsNullOrEmpty(account.InboundToken) && Secret.IsNullOrEmpty(account.InboundKey)
            ? "SendGridOptions.WebhookKey is empty, so that no event can be told from a forged one. Turn on the signed Event Webhook at SendGrid and set the verification key in AddSendGrid(o => o.WebhookKey = …)."
            : null;
    }

    public IWebhookParser CreateParser(object options) => new SendGridWebhookParser((SendGridOptions)options);
}
