using Messaging.Channels.Mailbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Channels;

/// <summary>The connections of this application by channel: the first one added for a channel, else the mailbox where it was asked for, or anywhere in Development.</summary>
internal sealed class ChannelDirectory
{
    private readonly Dictionary<MessageChannel, ChannelConnection> _connections = [];

    public ChannelDirectory(
        IEnumerable<ChannelRegistration> registrations, IEnumerable<ChannelLayer> layers, MailboxConnections mailbox, IServiceProvider services,
        IOptions<MessagingOptions> options, IHostEnvironment? environment = null)
    {
        foreach (var registration in registrations)
        {
            if (!_connections.ContainsKey(registration.Channel))
            {
                _connections.Add(registration.Channel, new ChannelConnection(registration.Name, registration.Channel, registration.Adapter(services)));
            }
        }

        var known = MessageChannel.WellKnown.Concat(options.Value.DefaultChannels).Concat(options.Value.Channels);
        foreach (var channel in known.Concat(mailbox.Channels).Distinct().Where(c => !c.IsEmpty && !_connections.ContainsKey(c)))
        {
            if (mailbox.Serves(channel) || environment?.IsDevelopment() == true)
            {
                _connections.Add(channel, mailbox.For(channel));
            }
        }

        foreach (var connection in _connections.Values.ToList())
        {
            _connections[connection.Channel] = layers.Aggregate(connection, (inner, layer) => inner with { Adapter = layer.Wrap(services, inner) });
        }
    }

    /// <summary>The channels that have a connection.</summary>
    public IReadOnlyCollection<MessageChannel> Channels => _connections.Keys;

    /// <summary>The connection of a channel, or null.</summary>
    public ChannelConnection? Find(MessageChannel channel) => _connections.GetValueOrDefault(channel);
}
