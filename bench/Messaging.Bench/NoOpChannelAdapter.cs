using System.Diagnostics;
using Messaging.Channels;

namespace Messaging.Bench;

/// <summary>Accepts every message, at once or after a while, and counts.</summary>
internal sealed class NoOpChannelAdapter(TimeSpan takes = default, Action<OutboundMessage>? called = null) : IChannelAdapter
{
    private TaskCompletionSource<long>? _next;
    private TaskCompletionSource _done = new();
    private int _target;
    private int _count;

    public ChannelCapabilities Capabilities { get; } = new();

    /// <summary>How many messages came since <see cref="Expect"/> was called.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Begins to count.</summary>
    public void Expect(int count)
    {
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _count = 0;
        Volatile.Write(ref _target, count);
    }

    /// <summary>Waits for what was expected.</summary>
    public Task ArrivedAsync() => Deadline.WithinAsync(
        _done.Task, Deadline.For(_target), () => $"{_target} messages at the adapter, of which {Count} came. Were the others put off, as by the daily cap, or refused? Their deliveries tell.");

    /// <summary>Begins to listen for the next call.</summary>
    /// <returns>Its timestamp.</returns>
    public Task<long> NextAsync()
    {
        _next = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        return Deadline.WithinAsync(_next.Task, Deadline.Short, () => "one message at the adapter");
    }

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        called?.Invoke(message);
        _next?.TrySetResult(Stopwatch.GetTimestamp());
        if (takes > TimeSpan.Zero)
        {
            await Task.Delay(takes, TimeProvider.System, cancellationToken);
        }

        if (Interlocked.Increment(ref _count) == Volatile.Read(ref _target))
        {
            _done.TrySetResult();
        }

        return SendOutcome.Accepted($"noop-{message.Id:N}");
    }
}
