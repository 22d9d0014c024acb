using System.Collections.Concurrent;
using System.Threading.Channels;
using Messaging.Channels;

namespace Messaging.Testing;

/// <summary>A channel adapter that keeps what it was given and answers as it is told, for tests of hosts. Thread-safe.</summary>
public sealed class RecordingChannelAdapter : IChannelAdapter
{
    private readonly ConcurrentQueue<OutboundMessage> _sent = new();
    private readonly ConcurrentQueue<Func<OutboundMessage, CancellationToken, Task<SendOutcome>>> _answers = new();
    private readonly Channel<OutboundMessage> _arrived = Channel.CreateUnbounded<OutboundMessage>();

    /// <summary>What the adapter says it can do. The default is attachments and international addresses, and no idempotency keys.</summary>
    public ChannelCapabilities Capabilities { get; init; } = new() { Attachments = true, Copies = true, InternationalAddresses = true };

    /// <summary>The messages it was given, in the order they came.</summary>
    public IReadOnlyList<OutboundMessage> Sent => [.. _sent];

    /// <summary>Says what to answer next; once all answers are used up, messages are accepted.</summary>
    /// <param name="outcome">The answer to one message.</param>
    public RecordingChannelAdapter ThenAnswer(SendOutcome outcome) => ThenRun((_, _) => Task.FromResult(outcome));

    /// <summary>Says what to do with the next message, such as to wait, to throw or to be cancelled.</summary>
    /// <param name="answer">Makes the answer to one message.</param>
    public RecordingChannelAdapter ThenRun(Func<OutboundMessage, CancellationToken, Task<SendOutcome>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _answers.Enqueue(answer);
        return this;
    }

    /// <summary>Waits for the next message: each call returns one that no earlier call has returned.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message as the adapter was given it.</returns>
    public ValueTask<OutboundMessage> NextAsync(CancellationToken cancellationToken = default) => _arrived.Reader.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        _sent.Enqueue(message);
        _arrived.Writer.TryWrite(message);
        return _answers.TryDequeue(out var answer) ? answer(message, cancellationToken) : Task.FromResult(SendOutcome.Accepted($"test-{message.Id:N}"));
    }
}
