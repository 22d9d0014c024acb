using Messaging.Channels;

namespace Bookings;

/// <summary>Lets an adapter send and then, perhaps, kills the process: the provider has the message, and nobody was left to write that down. This is the worst moment for any sender.</summary>
internal sealed class KillingChannelAdapter(IChannelAdapter inner, KillSwitch killSwitch) : IChannelAdapter
{
    // One message per call also where the inner adapter takes batches, so that every send counts.
    public ChannelCapabilities Capabilities { get; } = inner.Capabilities with { MaxBatchSize = 1 };

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var outcome = await inner.SendAsync(message, cancellationToken);
        killSwitch.Count();
        return outcome;
    }
}
