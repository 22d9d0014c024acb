namespace Messaging.Storage;

/// <summary>How many messages a contact got on one of its days.</summary>
public sealed record DailyCount
{
    /// <summary>The contact's identity.</summary>
    public required Guid ContactId { get; init; }

    /// <summary>The day by the contact's calendar, as <see cref="DateOnly.DayNumber"/>.</summary>
    public required int Day { get; init; }

    /// <summary>The first day whose counts are kept at a moment: somewhere it may still be yesterday, and clocks differ.</summary>
    internal static int OldestDay(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).DayNumber - 2;

    /// <summary>How many were started.</summary>
    public int Used { get; init; }

    /// <summary>How many the latest statement was granted; means nothing to anyone else.</summary>
    public int Granted { get; init; }

    /// <summary>The limit of the latest statement.</summary>
    public int Most { get; init; }
}
