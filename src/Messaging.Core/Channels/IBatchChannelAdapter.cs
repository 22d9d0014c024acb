namespace Messaging.Channels;

/// <summary>An adapter whose provider takes several messages in one call.</summary>
/// <remarks>The dispatcher uses it whenever more than one message is ready for the connection. The rules of <see cref="IChannelAdapter"/> hold for each message.</remarks>
public interface IBatchChannelAdapter : IChannelAdapter
{
    /// <summary>Sends several messages.</summary>
    /// <param name="messages">One to <see cref="ChannelCapabilities.MaxBatchSize"/> messages.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>One outcome per message, in the same order. A missing one is recorded as unknown.</returns>
    Task<IReadOnlyList<SendOutcome>> SendAsync(IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken);
}
