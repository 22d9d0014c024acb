using Messaging.Channels;
using Messaging.Tracking;

namespace Messaging.Providers.Twilio;

/// <summary>Twilio: makes the adapters and the webhook parser of an account.</summary>
internal sealed class TwilioProvider(IHttpClientFactory clients, TimeProvider time) : ChannelProvider<TwilioOptions>, IWebhookProvider
{
    internal const string ProviderName = "twilio";
    internal const string ClientName = "Messaging.Twilio";

    /// <inheritdoc/>
    public override string Name => ProviderName;

    /// <inheritdoc/>
    public override RateLimit LimitOf(MessageChannel channel) => channel == MessageChannel.Sms ? new RateLimit(50, 5) : new RateLimit(40, 4);

    /// <inheritdoc/>
    public override IReadOnlyList<MessageChannel> ChannelsOf(TwilioOptions options) => [.. TwilioSender.All(options).Select(static s => s.Channel)];

    /// <inheritdoc/>
    public override IChannelAdapter CreateAdapter(string connection, MessageChannel channel, TwilioOptions options)
    {
        var sender = TwilioSender.All(options).FirstOrDefault(s => s.Channel == channel)
            ?? throw new MessagingConfigurationException($"Connection '{connection}' has no sender for channel '{channel}'. Set its sender in AddTwilio(o => …).");
        return new TwilioChannelAdapter(new TwilioClient(clients.CreateClient(ClientName), options, time), sender, options);
    }

    /// <inheritdoc/>
    public string? FindProblem(object options)
    {
        var account = (TwilioOptions)options;
        return account.WebhookUrl is null
            ? "TwilioOptions.WebhookUrl is not set, which Twilio's signatures cover. Set the public address of this application's webhook in AddTwilio(o => …)."
            : Secret.IsNullOrEmpty(account.AuthToken)
            ? "TwilioOptions.AuthToken is empty, with which Twilio signs its calls. Set it in AddTwilio(o => …)."
            : null;
    }

    /// <inheritdoc/>
    public IWebhookParser CreateParser(object options) => new TwilioWebhookParser((TwilioOptions)options);
}
