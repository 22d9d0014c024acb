using Messaging.Channels;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>Stands for an adapter of a channel that the library does not know.</summary>
internal sealed class AcmeFaxChannelAdapter : IChannelAdapter
{
    public ChannelCapabilities Capabilities { get; } = new();

    public Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken) => Task.FromResult(SendOutcome.Accepted(null));
}
