using Messaging.Storage;

namespace Messaging.Inbound;

/// <summary>One thing that was said in a conversation.</summary>
public sealed record ConversationEntry
{
    /// <summary>The id of the message, sent or received.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was stored, which is the order of a conversation.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The channel.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>What was said as plain text, or null when that cannot be told any more: the content was erased, or its template is gone.</summary>
    public string? Text { get; init; }

    /// <summary>The message that came in, or null for one that was sent.</summary>
    public InboundMessage? Received { get; init; }

    /// <summary>The message that was sent, and where it stands, or null for one that came in.</summary>
    public MessageSummary? Sent { get; init; }

    /// <summary>The id and channel only.</summary>
    public override string ToString() => $"ConversationEntry {{ Id = {Id}, Channel = {Channel} }}";
}
