using Messaging.Storage;

namespace Messaging;

/// <summary>One page of a list of messages.</summary>
/// <param name="Messages">The messages, newest first.</param>
/// <param name="Next">What to pass as <see cref="MessageQuery.Cursor"/> for the next page, or null when this is the last one.</param>
public sealed record MessagePage(IReadOnlyList<MessageSummary> Messages, string? Next);
