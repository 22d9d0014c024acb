namespace Messaging.Channels;

/// <summary>The connections that serve a tenant, by channel and in the order in which they are used. Immutable.</summary>
internal sealed class ChannelSet
{
    private readonly Dictionary<MessageChannel, IReadOnlyList<ChannelConnection>> _connections;

    public ChannelSet(IEnumerable<ChannelConnection> connections)
    {
        _connections = connections.GroupBy(c => c.Channel).ToDictionary(g => g.Key, g => (IReadOnlyList<ChannelConnection>)[.. g]);
        Capabilities = _connections.ToDictionary(c => c.Key, ChannelCapabilities? (c) => Common([.. c.Value.Select(v => v.Adapter.Capabilities)]));
    }

    /// <summary>What can be relied on by channel: whatever all connections of it can do, since any of them may carry a message.</summary>
    public IReadOnlyDictionary<MessageChannel, ChannelCapabilities?> Capabilities { get; }

    /// <summary>All connections.</summary>
    public IEnumerable<ChannelConnection> All => _connections.Values.SelectMany(c => c);

    /// <summary>The connections of a channel, the preferred one first.</summary>
    public IReadOnlyList<ChannelConnection> Of(MessageChannel channel) => _connections.GetValueOrDefault(channel) ?? [];

    /// <summary>These connections, and for channels that they do not serve, those of another set.</summary>
    public ChannelSet Or(ChannelSet others) => new(All.Concat(others.All.Where(c => !_connections.ContainsKey(c.Channel))));

    private static ChannelCapabilities Common(IReadOnlyList<ChannelCapabilities> all) => all.Count == 1 ? all[0] : new ChannelCapabilities
    {
        Attachments = all.All(c => c.Attachments),
        Copies = all.All(c => c.Copies),
        InternationalAddresses = all.All(c => c.InternationalAddresses),
        ApprovedTemplates = all.All(c => c.ApprovedTemplates),
        ConversationWindow = all.Min(c => c.ConversationWindow),
    };
}
