namespace Messaging.Inbox;

/// <summary>A notice in a recipient's inbox inside the host application, unread until read.</summary>
public sealed record InboxItem
{
    /// <summary>The id of the message that brought it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>The host's key of the recipient.</summary>
    public required string RecipientId { get; init; }

    /// <summary>The title, or an empty string.</summary>
    public string Title { get; init; } = "";

    /// <summary>The text.</summary>
    public string Body { get; init; } = "";

    /// <summary>What it is for, in the host's words.</summary>
    public string Type { get; init; } = "";

    /// <summary>The kind of business object it is about, or an empty string.</summary>
    public string EntityType { get; init; } = "";

    /// <summary>The key of the business object it is about, or an empty string.</summary>
    public string EntityId { get; init; } = "";

    /// <summary>When the message was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the recipient read it, or null while it is unread.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The id only: content must not reach a log.</summary>
    public override string ToString() => $"InboxItem {{ Id = {Id} }}";
}
