namespace Messaging.Inbound;

/// <summary>One page of a conversation.</summary>
/// <param name="Entries">What was said, newest first.</param>
/// <param name="Next">What to pass as <see cref="ConversationQuery.Cursor"/> for the next page, or null when this is the last one.</param>
public sealed record ConversationPage(IReadOnlyList<ConversationEntry> Entries, string? Next);
