using Messaging;
using Messaging.Channels;
using Messaging.Tracking;

namespace CustomAdapter;

/// <summary>Acme: makes adapters and webhook parsers from the options of an account.</summary>
internal sealed class AcmeProvider(IHttpClientFactory http, TimeProvider time) : ChannelProvider<AcmeOptions>, IWebhookProvider
{
    public const string ClientName = "Acme";

    public override string Name => "acme";

    public override RateLimit? LimitOf(MessageChannel channel) => new(20, 2);

    public override IReadOnlyList<MessageChannel> ChannelsOf(AcmeOptions options) => [MessageChannel.Sms];

    public override IChannelAdapter CreateAdapter(string connection, MessageChannel channel, AcmeOptions options) =>
        new AcmeSmsChannelAdapter(http.CreateClient(ClientName), options, time);

    public string? FindProblem(object options) => Secret.IsNullOrEmpty(((AcmeOptions)options).WebhookSecret)
        ? "AcmeOptions.WebhookSecret is empty, so no report could be trusted. Set it in AddAcme(o => o.WebhookSecret = ...)."
        : null;

    public IWebhookParser CreateParser(object options) => new AcmeWebhookParser((AcmeOptions)options);
}
