using Messaging.Channels;
using Microsoft.Extensions.Logging;

namespace Messaging.Links;

/// <summary>The layer around adapters that take several messages in one call.</summary>
internal sealed class LinkingBatchChannelAdapter(IBatchChannelAdapter inner, LinkWriter writer, ILogger<LinkWriter> logger)
    : LinkingChannelAdapter(inner, writer, logger), IBatchChannelAdapter
{
    public async Task<IReadOnlyList<SendOutcome>> SendAsync(IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var written = new List<(OutboundMessage Message, SendOutcome? Failure)>(messages.Count);
        foreach (var message in messages)
        {
            written.Add(await WriteAsync(message, cancellationToken).ConfigureAwait(false));
        }

        var ready = written.Where(w => w.Failure is null).Select(w => w.Message).ToList();
        var outcomes = ready.Count == 0 ? [] : await inner.SendAsync(ready, cancellationToken).ConfigureAwait(false);
        var next = 0;
        var missing = SendOutcome.Unknown(new SendFailure(FailureKind.Unexpected, "no outcome"));
        return [.. written.Select(w => w.Failure ?? (next < outcomes.Count ? outcomes[next++] : missing))];
    }
}
