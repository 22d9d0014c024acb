using Messaging.Channels;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>Stands for the adapter of <c>samples/CustomAdapter</c> where a page only registers it.</summary>
internal sealed class AcmeSmsChannelAdapter(HttpClient http) : IChannelAdapter
{
    public ChannelCapabilities Capabilities { get; } = new() { IdempotencyWindow = http.Timeout };

    public Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken) => Task.FromResult(SendOutcome.Accepted(null));
}
