namespace Messaging.Channels;

/// <summary>What an adapter may declare. A gap between what it says and what it is shows when the host starts, not when a message is sent.</summary>
internal static class CapabilityRules
{
    /// <summary>Checks a connection.</summary>
    /// <exception cref="MessagingConfigurationException">The adapter contradicts itself.</exception>
    public static ChannelConnection Check(ChannelConnection connection)
    {
        var (adapter, capabilities) = (connection.Adapter, connection.Adapter?.Capabilities);
        var problem = (adapter, capabilities) switch
        {
            (null, _) or (_, null) => "has no adapter, or one without Capabilities",
            (_, { MaxBatchSize: < 1 }) => "declares a MaxBatchSize below 1",
            (not IBatchChannelAdapter, { MaxBatchSize: > 1 }) => "declares a MaxBatchSize above 1 and is no IBatchChannelAdapter",
            _ when capabilities.IdempotencyWindow <= TimeSpan.Zero => "declares an IdempotencyWindow that is not positive; leave it null if the provider remembers no keys",
            _ when capabilities.ConversationWindow <= TimeSpan.Zero => "declares a ConversationWindow that is not positive; leave it null if free text is always taken",
            _ => null,
        };
        return problem is null ? connection : throw new MessagingConfigurationException($"The adapter of connection '{connection.Name}' on channel '{connection.Channel}' {problem}.");
    }
}
