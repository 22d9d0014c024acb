using Messaging.Channels;

namespace Messaging.Core.Tests.Support;

/// <summary>Takes two messages a call, and never answers, whatever its token says.</summary>
public sealed class HangingBatchAdapter : IBatchChannelAdapter
{
    public TaskCompletionSource Called { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many messages it was given.</summary>
    public int Handed { get; private set; }

    public ChannelCapabilities Capabilities { get; } = new() { MaxBatchSize = 2 };

    public Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<IReadOnlyList<SendOutcome>> SendAsync(IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken)
    {
        Handed += messages.Count;
        Called.TrySetResult();
        await new TaskCompletionSource().Task;
        return [];
    }
}
