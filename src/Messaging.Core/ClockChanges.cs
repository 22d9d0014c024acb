namespace Messaging;

/// <summary>Finds the moments at which clocks are put forward or back.</summary>
internal static class ClockChanges
{
    // Zones change their clocks weeks apart; within a step of this length there is at most one change, so both ends tell whether there is one.
    private static readonly TimeSpan Step = TimeSpan.FromHours(12);

    /// <summary>The first moment after one, and not after another, from which on the clock differs from what it was.</summary>
    /// <returns>The moment to the second, or null.</returns>
    public static DateTimeOffset? FirstBetween(DateTimeOffset after, DateTimeOffset until, TimeZoneInfo zone)
    {
        for (var from = after; from < until; from += Step)
        {
            var to = from + Step < until ? from + Step : until;
            if (zone.GetUtcOffset(to) != zone.GetUtcOffset(from))
            {
                return Narrow(from, to, zone);
            }
        }

        return null;
    }

    private static DateTimeOffset Narrow(DateTimeOffset before, DateTimeOffset after, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(before);
        var (low, high) = (before.ToUnixTimeSeconds(), after.ToUnixTimeSeconds() + 1);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(middle)) == offset ? (middle, high) : (low, middle);
        }

        return DateTimeOffset.FromUnixTimeSeconds(high);
    }
}
