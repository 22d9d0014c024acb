using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>Filters for a list of messages. All that are set must hold.</summary>
public sealed record MessageQuery
{
    /// <summary>The most messages on a page: 200.</summary>
    public const int MaxPageSize = 200;

    /// <summary>The tenant. The default, <c>""</c>, is the single tenant: another tenant's messages are never listed by omission.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The recipient's key.</summary>
    public string? RecipientId { get; init; }

    /// <summary>What the recipient's key refers to.</summary>
    public string? RecipientType { get; init; }

    /// <summary>The channel.</summary>
    public MessageChannel? Channel { get; init; }

    /// <summary>The status.</summary>
    public DeliveryStatus? Status { get; init; }

    /// <summary>Marks the message must have.</summary>
    public MessageMarks Marks { get; init; }

    /// <summary>The host's name for what the message is for.</summary>
    public string? Type { get; init; }

    /// <summary>The category.</summary>
    public MessageCategory? Category { get; init; }

    /// <summary>The business object.</summary>
    public EntityReference? Entity { get; init; }

    /// <summary>The request.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>Stored at or after this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Stored before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many messages a page has, from 1 to <see cref="MaxPageSize"/>. The default is 50.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>Where to go on: <c>MessagePage.Next</c> of the page before. Null starts with the newest message.</summary>
    public string? Cursor { get; init; }
}
