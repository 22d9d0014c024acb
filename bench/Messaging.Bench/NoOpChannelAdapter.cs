using System.Diagnostics;
using Messaging.Channels;

namespace Messaging.Bench;

/// <summary>Accepts every message at once and counts.</summary>
internal sealed class NoOpChannelAdapter : IChannelAdapter
{
    private TaskCompletionSource<long>? _next;
    private TaskCompletionSource _done = new();
    private int _target;
    private int _count;

    public ChannelCapabilities Capabilities { get; } = new();

    /// <summary>How many messages came since <see cref="ExpectAsync"/> was called.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Completes after a number of further messages.</summary>
    public Task ExpectAsync(int count)
    {
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _count = 0;
        Volatile.Write(ref _target, count);
        return _done.Task;
    }

    /// <summary>The timestamp of the next call.</summary>
    public Task<long> NextAsync()
    {
        _next = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _next.Task;
    }

    public Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        _next?.TrySetResult(Stopwatch.GetTimestamp());
        if (Interlocked.Increment(ref _count) == Volatile.Read(ref _target))
        {
            _done.TrySetResult();
        }

        return Task.FromResult(SendOutcome.Accepted($"noop-{message.Id:N}"));
    }
}
