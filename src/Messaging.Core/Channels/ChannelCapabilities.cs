namespace Messaging.Channels;

/// <summary>What an adapter can do, declared once so that gaps are found when a request is planned or the host starts, not when it is sent.</summary>
public sealed record ChannelCapabilities
{
    /// <summary>Whether attachments can be sent. The default is false.</summary>
    public bool Attachments { get; init; }

    /// <summary>Whether copies can be sent along (<see cref="OutboundMessage.Cc"/>, <see cref="OutboundMessage.Bcc"/>). The default is false.</summary>
    public bool Copies { get; init; }

    /// <summary>Whether a mailbox name may hold characters beyond ASCII (RFC 6531). The default is false.</summary>
    public bool InternationalAddresses { get; init; }

    /// <summary>
    /// How long the provider remembers <see cref="OutboundMessage.IdempotencyKey"/>, so that a repeated call has one effect. Null, the default, means it does not.
    /// </summary>
    /// <remarks>
    /// All attempts under one key are one for such a provider, and what it reports is about the newest. So the reference it is given names <see cref="short.MaxValue"/> as
    /// <see cref="MessageReference.Attempt"/>, or the one that is read from its reports does: a failure that is reported of an earlier attempt is not believed.
    /// </remarks>
    public TimeSpan? IdempotencyWindow { get; init; }

    /// <summary>How many messages a call takes, for an <see cref="IBatchChannelAdapter"/>. The default is 1.</summary>
    public int MaxBatchSize { get; init; } = 1;

    /// <summary>Whether the provider's approved templates can be sent (<see cref="Templates.RenderedContent.Approved"/>). The default is false.</summary>
    public bool ApprovedTemplates { get; init; }

    /// <summary>
    /// How long after the recipient's last message free text is taken, as on WhatsApp and Messenger; outside of it only approved templates are. Null, the default, is always.
    /// </summary>
    public TimeSpan? ConversationWindow { get; init; }
}
