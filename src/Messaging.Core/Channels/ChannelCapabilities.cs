namespace Messaging.Channels;

/// <summary>What an adapter can do, declared once so that gaps are found when a request is planned or the host starts, not when it is sent.</summary>
public sealed record ChannelCapabilities
{
    /// <summary>Whether attachments can be sent. The default is false.</summary>
    public bool Attachments { get; init; }

    /// <summary>Whether a mailbox name may hold characters beyond ASCII (RFC 6531). The default is false.</summary>
    public bool InternationalAddresses { get; init; }

    /// <summary>
    /// How long the provider remembers <see cref="OutboundMessage.IdempotencyKey"/>, so that a repeated call has one effect. Null, the default, means it does not.
    /// </summary>
    public TimeSpan? IdempotencyWindow { get; init; }

    /// <summary>How many messages a call takes, for an <see cref="IBatchChannelAdapter"/>. The default is 1.</summary>
    public int MaxBatchSize { get; init; } = 1;
}
