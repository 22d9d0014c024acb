using Messaging.Storage;

namespace Messaging;

/// <summary>What a replay came to.</summary>
public sealed record ReplayReceipt
{
    /// <summary>How many messages are queued again.</summary>
    public required long Requeued { get; init; }

    /// <summary>How many matched and were changed by somebody else before their turn came, such as by a report that they arrived.</summary>
    public required long Skipped { get; init; }

    /// <summary>
    /// What to pass as <see cref="DeadLetterQuery.Cursor"/> to go on, or null when everything that had ended before the first call and matches was looked at. What fails again meanwhile is not taken a
    /// second time.
    /// </summary>
    public string? Next { get; init; }

    /// <summary>Why it stopped early, or null: the database failed between two batches. What is counted here is committed.</summary>
    public MessageStoreException? Failure { get; init; }

    /// <summary>Counts only: the failure has the database's words.</summary>
    public override string ToString() => $"ReplayReceipt {{ Requeued = {Requeued}, Skipped = {Skipped}, IsComplete = {Next is null} }}";
}
