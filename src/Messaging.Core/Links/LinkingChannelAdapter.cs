using Messaging.Channels;
using Microsoft.Extensions.Logging;

namespace Messaging.Links;

/// <summary>The layer around every adapter that writes links into messages. What cannot be written now is not sent, and tried again.</summary>
internal class LinkingChannelAdapter(IChannelAdapter inner, LinkWriter writer, ILogger<LinkWriter> logger) : IChannelAdapter
{
    public ChannelCapabilities Capabilities => inner.Capabilities;

    /// <summary>The layer for an adapter, which takes batches exactly if the adapter does.</summary>
    public static IChannelAdapter Around(IChannelAdapter inner, LinkWriter writer, ILogger<LinkWriter> logger) =>
        inner is IBatchChannelAdapter batch ? new LinkingBatchChannelAdapter(batch, writer, logger) : new LinkingChannelAdapter(inner, writer, logger);

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var (written, failure) = await WriteAsync(message, cancellationToken).ConfigureAwait(false);
        return failure ?? await inner.SendAsync(written, cancellationToken).ConfigureAwait(false);
    }

    protected async Task<(OutboundMessage Message, SendOutcome? Failure)> WriteAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return (await writer.WriteAsync(message, cancellationToken).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (message, SendOutcome.Retry(new SendFailure(FailureKind.Timeout, "links-cancelled", "The attempt was cancelled before the links were stored.")));
        }
        catch (Exception e)
        {
            // Certain: the adapter was not called.
            Log.LinksNotWritten(logger, message.Id, e.GetType().Name);
            return (message, SendOutcome.Retry(new SendFailure(FailureKind.Unexpected, "links", "The links of the message could not be made or stored.")));
        }
    }
}
