namespace Messaging.Channels;

/// <summary>Hands one message to a provider. The seam for every channel: implement it to add a provider.</summary>
/// <remarks>
/// <para>Thread-safe: one instance serves all messages of its connection, concurrently. No state of one message may reach another.</para>
/// <para>Exactly one attempt per call: retrying is the dispatcher's work, which knows what was already tried.</para>
/// <para>
/// The outcome must say what is certain. <see cref="SendOutcome.Retry"/> promises that the provider did not take the message. When that cannot be known, return
/// <see cref="SendOutcome.Unknown"/>. An exception, time-out or cancellation that escapes is recorded as unknown too.
/// </para>
/// <para>The token is cancelled at the provider time-out, when a stopping host's grace period ends, or when this process loses its lease.</para>
/// </remarks>
public interface IChannelAdapter
{
    /// <summary>What the adapter can do. Constant for its lifetime.</summary>
    ChannelCapabilities Capabilities { get; }

    /// <summary>Sends one message.</summary>
    /// <param name="message">The message, complete and validated.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What is certain after the attempt.</returns>
    Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken);
}
