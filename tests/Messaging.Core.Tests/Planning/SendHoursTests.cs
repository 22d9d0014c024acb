using System.Globalization;
using Xunit.Abstractions;

namespace Messaging.Core.Tests.Planning;

public sealed class SendHoursTests(ITestOutputHelper output)
{
    private static readonly SendHours Nights = SendHours.QuietBetween(new(21, 0), new(8, 0));
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-06-10T19:00:00Z", "2026-06-11T06:00:00Z")] // 21:00 is quiet
    [InlineData("2026-06-10T18:59:59Z", "2026-06-10T18:59:59Z")]
    [InlineData("2026-06-11T05:59:59Z", "2026-06-11T06:00:00Z")]
    [InlineData("2026-06-11T06:00:00Z", "2026-06-11T06:00:00Z")] // 08:00 is not
    [InlineData("2026-03-28T22:00:00Z", "2026-03-29T06:00:00Z")] // the night of the clocks going forward is an hour shorter
    [InlineData("2026-10-24T21:00:00Z", "2026-10-25T07:00:00Z")] // and that of the clocks going back an hour longer
    public void QuietHours_AcrossMidnight_PutOffToTheirEnd(string at, string expected) => Assert.Equal(Utc(expected), Nights.NextAllowed(Utc(at), Berlin));

    [Fact]
    public void End_InTheGapOfTheClocksGoingForward_IsTheFirstReadingAfterIt() =>
        Assert.Equal(Utc("2026-03-29T01:00:00Z"), SendHours.QuietBetween(new(0, 0), new(2, 30)).NextAllowed(Utc("2026-03-29T00:10:00Z"), Berlin));

    [Fact]
    public void End_ReadTwiceWhenTheClocksGoBack_OpensTwice()
    {
        var hours = SendHours.QuietBetween(new(0, 0), new(2, 30));
        Assert.Equal(Utc("2026-10-25T00:30:00Z"), hours.NextAllowed(Utc("2026-10-24T23:00:00Z"), Berlin));
        Assert.Equal(Utc("2026-10-25T01:30:00Z"), hours.NextAllowed(Utc("2026-10-25T01:00:00Z"), Berlin));
    }

    [Fact]
    public void Windows_AreKeptPerDay()
    {
        var hours = SendHours.StrictUnitedStates;
        var newYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        Assert.Equal(Utc("2026-11-21T15:00:00Z"), hours.NextAllowed(Utc("2026-11-20T23:00:00Z"), newYork)); // Friday 18:00 to Saturday 10:00
        Assert.Equal(Utc("2026-11-22T17:00:00Z"), hours.NextAllowed(Utc("2026-11-21T22:00:00Z"), newYork)); // Saturday 17:00 to Sunday 12:00
        Assert.True(hours.Allow(Utc("2026-11-23T14:00:00Z"), newYork));
        Assert.False(hours.Allow(Utc("2026-11-23T13:59:00Z"), newYork));
    }

    [Fact]
    public void Hours_ThatCannotBeMeant_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => SendHours.QuietBetween(new(8, 0), new(8, 0)));
        Assert.Throws<ArgumentException>(() => SendHours.OnlyWithin());
        Assert.Throws<ArgumentException>(() => SendHours.OnlyWithin(new SendWindow(DayOfWeek.Monday, new(22, 0), new(6, 0))));
        Assert.Throws<ArgumentException>(() => SendHours.OnlyWithin(new SendWindow(DayOfWeek.Monday, new(8, 0), new(12, 0)), new SendWindow(DayOfWeek.Monday, new(11, 0), new(13, 0))));
    }

    /// <summary>Every zone of the system, from the day before to the day after each of its clock changes of a year, by minute; zones without any on one day.</summary>
    [Fact]
    public void EveryZone_AroundItsClockChanges_ByMinute_IsNeverSentInQuietHoursNorLaterThanNeeded()
    {
        var (zones, moments, violations) = (0, 0L, new List<string>());
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            zones++;
            foreach (var day in DaysToCheck(zone))
            {
                moments += Check(zone, day, violations);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{zones} zones, {moments:N0} moments, {violations.Count} violations"));
        Assert.True(zones > 400, "This system has no time zone data.");
        Assert.Empty(violations.Take(5));
    }

    private static long Check(TimeZoneInfo zone, DateTimeOffset day, List<string> violations)
    {
        // Backwards, so that the next allowed moment is known by looking at every minute instead of by reckoning.
        DateTimeOffset? nextOpen = null;
        var minutes = 0L;
        for (var at = day.AddDays(3); at >= day; at = at.AddMinutes(-1))
        {
            var hour = TimeZoneInfo.ConvertTime(at, zone).TimeOfDay;
            var isQuiet = hour >= TimeSpan.FromHours(21) || hour < TimeSpan.FromHours(8);
            nextOpen = isQuiet ? nextOpen : at;
            if (nextOpen is not { } expected)
            {
                continue;
            }

            minutes++;
            if (Nights.NextAllowed(at, zone) != expected || Nights.Allow(at, zone) == isQuiet)
            {
                violations.Add($"{zone.Id} at {at:O}: {Nights.NextAllowed(at, zone):O}, expected {expected:O}");
            }
        }

        return minutes;
    }

    private static IEnumerable<DateTimeOffset> DaysToCheck(TimeZoneInfo zone)
    {
        var changes = new List<DateTimeOffset>();
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        while (ClockChanges.FirstBetween(at, new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), zone) is { } change)
        {
            changes.Add(change);
            at = change;
        }

        return changes.Count == 0 ? [new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero)] : changes.Select(c => new DateTimeOffset(c.UtcDateTime.Date, TimeSpan.Zero).AddDays(-1));
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
