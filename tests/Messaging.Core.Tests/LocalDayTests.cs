using Xunit.Abstractions;

namespace Messaging.Core.Tests;

/// <summary>A recipient's day ends at the first moment of the next one, wherever and however clocks change.</summary>
public sealed class LocalDayTests(ITestOutputHelper output)
{
    [Fact]
    public void EndOf_EveryZoneAndDay_IsTheFirstMomentOfTheNext()
    {
        var (days, violations, zones) = (0, new List<string>(), TimeZoneInfo.GetSystemTimeZones().Where(z => z.HasIanaId).ToList());
        foreach (var zone in zones)
        {
            for (var day = new DateOnly(2026, 1, 1).DayNumber; day < new DateOnly(2028, 1, 1).DayNumber; day++)
            {
                days++;
                var end = LocalDay.EndOf(day, zone.Id);
                var (before, after) = (LocalDay.Of(end.AddMilliseconds(-1), zone.Id), LocalDay.Of(end, zone.Id));
                if (before > day || after <= day)
                {
                    violations.Add($"{zone.Id} {DateOnly.FromDayNumber(day):O}: {end:O}, {before - day} and {after - day}");
                }
            }
        }

        output.WriteLine($"{zones.Count} zones, {days} days: {violations.Count} violations");
        Assert.Empty(violations);
    }
}
