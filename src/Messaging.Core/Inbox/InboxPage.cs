namespace Messaging.Inbox;

/// <summary>One page of an inbox.</summary>
/// <param name="Items">The notices, newest first.</param>
/// <param name="Next">What to pass as <see cref="InboxQuery.Cursor"/> for the next page, or null when this is the last one.</param>
public sealed record InboxPage(IReadOnlyList<InboxItem> Items, string? Next);
