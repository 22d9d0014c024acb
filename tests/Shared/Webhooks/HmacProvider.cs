using System.Collections.Concurrent;
using Messaging.Channels;
using Messaging.Tracking;

namespace Messaging.TestTools.Webhooks;

/// <summary>A vendor for tests: its webhooks are JSON signed with HMAC-SHA256 over a time and the body.</summary>
public sealed class HmacProvider(TimeProvider time) : ChannelProvider<HmacOptions>, IWebhookProvider
{
    public const string ProviderName = "hmac";

    public static ConcurrentDictionary<string, int> ParsersMade { get; } = new(StringComparer.Ordinal);

    public override string Name => ProviderName;

    public override IReadOnlyList<MessageChannel> ChannelsOf(HmacOptions options) => [];

    public override IChannelAdapter CreateAdapter(string connection, MessageChannel channel, HmacOptions options) => throw new NotSupportedException();

    public string? FindProblem(object options) =>
        Secret.IsNullOrEmpty(((HmacOptions)options).Key) ? "no secret to check webhooks with: set HmacOptions.Key" : null;

    public IWebhookParser CreateParser(object options)
    {
        var account = (HmacOptions)options;
        ParsersMade.AddOrUpdate(account.Label, 1, (_, made) => made + 1);
        return new HmacWebhookParser(account, time);
    }
}
