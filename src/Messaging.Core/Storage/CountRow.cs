using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>How many messages of a lane that were stored on a day are open, or ended in a way: a sum, or a change of it that no janitor has added to the sum yet. What is read is always all rows together.</summary>
public sealed record CountRow
{
    /// <summary>Zero for a sum; in a change, its place among those that one transaction wrote.</summary>
    public required int Number { get; init; }

    /// <summary>Of a change: the batch that wrote it. Of a sum: made from its lane, day and outcome, so that each has one row.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>The channel.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The lane, which also tells the priority: <see cref="Messages.LaneKey.PriorityOf"/>.</summary>
    public required long LaneKey { get; init; }

    /// <summary>The day in UTC on which the messages were stored, as <see cref="DateOnly.DayNumber"/>. It is read from their ids.</summary>
    public required int Day { get; init; }

    /// <summary>How they ended; <see cref="DeliveryOutcome.None"/> for those that are open.</summary>
    public required DeliveryOutcome Outcome { get; init; }

    /// <summary>How many they are, or, in a change, how many came or, below zero, went.</summary>
    public required long Count { get; init; }
}
