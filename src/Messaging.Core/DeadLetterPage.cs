using Messaging.Storage;

namespace Messaging;

/// <summary>One page of dead letters.</summary>
/// <param name="Messages">The messages, what ended last first.</param>
/// <param name="Next">What to pass as <see cref="DeadLetterQuery.Cursor"/> for the next page, or null when this is the last one.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> Messages, string? Next);
