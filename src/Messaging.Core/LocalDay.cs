using System.Globalization;

namespace Messaging;

/// <summary>Days by a recipient's calendar, as <see cref="DateOnly.DayNumber"/>. Pure.</summary>
internal static class LocalDay
{
    /// <summary>The day of a moment.</summary>
    public static int Of(DateTimeOffset at, string zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime).DayNumber;

    /// <summary>The moment at which the day after begins: midnight, its first one where the clock is put back over it, or the moment to which the clock is put forward over it.</summary>
    public static DateTimeOffset EndOf(int day, string zone)
    {
        var (info, midnight) = (TimeZoneInfo.FindSystemTimeZoneById(zone), DateOnly.FromDayNumber(day + 1).ToDateTime(TimeOnly.MinValue));
        if (info.IsAmbiguousTime(midnight))
        {
            return new DateTimeOffset(midnight, info.GetAmbiguousTimeOffsets(midnight).Max()).ToUniversalTime();
        }

        // The time before the gap counts on: midnight by the old offset is the very moment of the change, or after it.
        return info.IsInvalidTime(midnight)
            ? new DateTimeOffset(midnight, info.GetUtcOffset(midnight.AddHours(-12))).ToUniversalTime()
            : new DateTimeOffset(midnight, info.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>What a decision to wait for the next day was based on.</summary>
    public static string Facts(int limit, int day, string zone) =>
        string.Create(CultureInfo.InvariantCulture, $"{limit} of {limit} on {DateOnly.FromDayNumber(day):yyyy-MM-dd} {zone}");
}
