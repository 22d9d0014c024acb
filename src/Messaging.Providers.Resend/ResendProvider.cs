using Messaging.Channels;
using Messaging.Tracking;

namespace Messaging.Providers.Resend;

/// <summary>Makes what sends over Resend teams, and what reads their webhooks.</summary>
internal sealed class ResendProvider(IHttpClientFactory clients, TimeProvider time) : ChannelProvider<ResendOptions>, IWebhookProvider
{
    public const string ProviderName = "resend";
    public const string ClientName = "Messaging.Resend";

    public override string Name => ProviderName;

    public override IReadOnlyList<MessageChannel> ChannelsOf(ResendOptions options) => [MessageChannel.Email];

    public override IChannelAdapter CreateAdapter(string connection, MessageChannel channel, ResendOptions options)
    {
        var (composer, api) = (new ResendComposer(options), new ResendApi(options, clients, time));
        return options.Batch ? new ResendBatchChannelAdapter(composer, api) : new ResendChannelAdapter(composer, api);
    }

    public string? FindProblem(object options) => Secret.IsNullOrEmpty(((ResendOptions)options).WebhookSecret)
        ? "ResendOptions.WebhookSecret is empty, so that no event can be told from a forged one. Add a webhook at Resend and set its signing secret in AddResend(o => o.WebhookSecret = …)."
        : null;

    public IWebhookParser CreateParser(object options) => new ResendWebhookParser((ResendOptions)options);
}
