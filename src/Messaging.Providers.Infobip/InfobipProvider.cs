using Messaging.Channels;
using Messaging.Tracking;

namespace Messaging.Providers.Infobip;

/// <summary>Infobip: makes the adapters and the webhook parser of an account.</summary>
internal sealed class InfobipProvider(IHttpClientFactory clients, TimeProvider time) : ChannelProvider<InfobipOptions>, IWebhookProvider
{
    internal const string ProviderName = "infobip";
    internal const string ClientName = "Messaging.Infobip";

    /// <inheritdoc/>
    public override string Name => ProviderName;

    /// <inheritdoc/>
    public override IReadOnlyList<MessageChannel> ChannelsOf(InfobipOptions options) =>
    [
        .. string.IsNullOrEmpty(options.SmsSender) ? Array.Empty<MessageChannel>() : [MessageChannel.Sms],
        .. string.IsNullOrEmpty(options.WhatsAppSender) ? Array.Empty<MessageChannel>() : [MessageChannel.WhatsApp],
    ];

    /// <inheritdoc/>
    public override IChannelAdapter CreateAdapter(string connection, MessageChannel channel, InfobipOptions options)
    {
        if (!ChannelsOf(options).Contains(channel))
        {
            throw new MessagingConfigurationException($"Connection '{connection}' has no sender for channel '{channel}'. Set its sender in AddInfobip(o => …).");
        }

        var client = new InfobipClient(clients.CreateClient(ClientName), options, time);
        return channel == MessageChannel.Sms ? new InfobipSmsChannelAdapter(client, options) : new InfobipWhatsAppChannelAdapter(client, options);
    }

    /// <inheritdoc/>
    public string? FindProblem(object options)
    {
        var account = (InfobipOptions)options;
        return Secret.IsNullOrEmpty(account.WebhookToken) && (string.IsNullOrEmpty(account.WebhookUser) || Secret.IsNullOrEmpty(account.WebhookPassword))
            ? "Nothing tells an authentic call of Infobip's from any other. Set InfobipOptions.WebhookToken, or WebhookUser and WebhookPassword, in AddInfobip(o => …)."
            : null;
    }

    /// <inheritdoc/>
    public IWebhookParser CreateParser(object options) => new InfobipWebhookParser((InfobipOptions)options);
}
