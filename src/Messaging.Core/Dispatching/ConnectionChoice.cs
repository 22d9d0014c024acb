using Messaging.Channels;
using Messaging.Messages;

namespace Messaging.Dispatching;

/// <summary>Which connection carries a message now, and which are left if that one certainly does not take it.</summary>
/// <param name="Connection">The connection, or null when none can be used now.</param>
/// <param name="Block">Why none can be used, when there are some.</param>
/// <param name="Others">The connections after it in order.</param>
internal sealed record ConnectionChoice(ChannelConnection? Connection, ConnectionBlock? Block, IReadOnlyList<ChannelConnection> Others)
{
    /// <summary>Chooses.</summary>
    /// <param name="connections">The connections of the message's channel, in order.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="health">What is known of the connections.</param>
    /// <param name="now">The time.</param>
    public static ConnectionChoice Of(IReadOnlyList<ChannelConnection> connections, Delivery delivery, ConnectionHealth health, DateTimeOffset now)
    {
        var tried = delivery.Connection.Length == 0 ? -1 : IndexOf(connections, delivery.Connection);

        // What may have arrived by one connection must not leave by another: only the provider that may have it can know it again, or prove that it has it.
        if (delivery.Ambiguous && tried >= 0)
        {
            var only = connections[tried];
            return health.Find(only, now) is { } block ? new(null, block, []) : new(only, null, []);
        }

        // After a failure it is the next one's turn; the order begins anew after the last.
        ConnectionBlock? first = null;
        for (var i = 1; i <= connections.Count; i++)
        {
            var index = (tried + i) % connections.Count;
            if (health.Find(connections[index], now) is not { } block)
            {
                return new(connections[index], null, [.. connections.Skip(index + 1)]);
            }

            first = first is { } known && known.Until <= block.Until ? known : block;
        }

        return new(null, first, []);
    }

    private static int IndexOf(IReadOnlyList<ChannelConnection> connections, string name)
    {
        for (var i = 0; i < connections.Count; i++)
        {
            if (string.Equals(connections[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
