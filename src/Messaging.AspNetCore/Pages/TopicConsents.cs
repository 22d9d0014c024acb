using Messaging.Links;
using Messaging.Preferences;

namespace Messaging.Pages;

/// <summary>Which topics the person or address of a link agreed to, on the link's channel. The newest word that covers both decides.</summary>
internal sealed class TopicConsents(IConsents consents)
{
    /// <summary>The channel whose consents a link shows: the one it came by.</summary>
    public static MessageChannel ChannelOf(LinkClaims claims) => claims.Channel.IsEmpty ? MessageChannel.Email : claims.Channel;

    public async Task<IReadOnlySet<string>> GrantedAsync(LinkClaims claims, IEnumerable<LinkTopic> topics, CancellationToken cancellationToken)
    {
        var known = new List<Consent>();
        foreach (var contact in LinkContacts.Of(claims))
        {
            known.AddRange(await consents.ListAsync(contact, cancellationToken).ConfigureAwait(false));
        }

        var channel = ChannelOf(claims);
        return topics.Select(t => t.Name).Where(t => IsGranted(known, channel, t)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Records a grant or withdrawal for everybody the link is about.</summary>
    public async Task RecordAsync(LinkClaims claims, string topic, bool isGranted, string source, string wording, CancellationToken cancellationToken)
    {
        foreach (var contact in LinkContacts.Of(claims))
        {
            var change = new ConsentChange
            {
                Contact = contact,
                Action = isGranted ? ConsentAction.Grant : ConsentAction.Withdraw,
                Channel = ChannelOf(claims),
                Topic = topic,
                Source = source,
                Wording = wording,
                Proof = claims.MessageId is { } message ? message.ToString("N") : "",
            };
            await consents.RecordAsync(change, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsGranted(List<Consent> known, MessageChannel channel, string topic) => known
        .Where(c => (c.Channel.IsEmpty || c.Channel == channel) && (c.Topic.Length == 0 || string.Equals(c.Topic, topic, StringComparison.Ordinal)))
        .Where(c => c.Action != ConsentAction.Request)
        .OrderByDescending(c => c.At)
        .ThenByDescending(c => c.Action == ConsentAction.Withdraw)
        .FirstOrDefault()?.Action == ConsentAction.Grant;
}
