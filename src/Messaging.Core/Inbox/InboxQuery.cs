namespace Messaging.Inbox;

/// <summary>Which notices of an inbox to list.</summary>
public sealed record InboxQuery
{
    /// <summary>The host's key of the recipient.</summary>
    public required string RecipientId { get; init; }

    /// <summary>The tenant. The default, <c>""</c>, is the single tenant.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Whether to list unread notices only.</summary>
    public bool UnreadOnly { get; init; }

    /// <summary>Only these notices, or null for all.</summary>
    public IReadOnlyCollection<Guid>? Ids { get; init; }

    /// <summary>How many notices a page has, from 1 to 200. The default is 20.</summary>
    public int PageSize { get; init; } = 20;

    /// <summary>Where to go on: <see cref="InboxPage.Next"/> of the page before.</summary>
    public string? Cursor { get; init; }
}
