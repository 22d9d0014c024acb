namespace Messaging;

/// <summary>
/// When messages may be sent, by the clock on the recipient's wall. What falls outside is put off until the next moment that is allowed, never dropped for that reason. Immutable and safe for
/// concurrent use.
/// </summary>
/// <remarks>
/// Only the reading of the local clock counts. Where the clock is put forward past the end of quiet hours, sending begins with the first reading after the gap; where it is put back into quiet
/// hours, they hold again until their end comes round the second time.
/// </remarks>
public sealed class SendHours
{
    private const int DaysToLook = 9;

    private readonly (long Begin, long End)[][] _open;
    private readonly string _name;

    private SendHours(IEnumerable<SendWindow> windows, string name)
    {
        _name = name;
        _open = [.. Enum.GetValues<DayOfWeek>().Select(day => windows.Where(w => w.Day == day).OrderBy(w => w.Begin).Select(w => (w.Begin, w.End)).ToArray())];
    }

    /// <summary>
    /// The narrowest hours that rules of the United States ask of marketing by phone: 9:00 to 18:00 on weekdays, 10:00 to 17:00 on Saturdays, 12:00 to 17:00 on Sundays (the strictest of
    /// 47 CFR 64.1200(c)(1) and the laws of the states).
    /// </summary>
    public static SendHours StrictUnitedStates { get; } = OnlyWithin(
    [
        new(DayOfWeek.Sunday, new(12, 0), new(17, 0)),
        .. new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday }.Select(d => new SendWindow(d, new(9, 0), new(18, 0))),
        new(DayOfWeek.Saturday, new(10, 0), new(17, 0)),
    ]);

    /// <summary>Every day but for a span, which may cross midnight.</summary>
    /// <param name="start">The beginning of the quiet hours, inclusive.</param>
    /// <param name="end">Their end, exclusive.</param>
    /// <exception cref="ArgumentException">Start and end are the same.</exception>
    public static SendHours QuietBetween(TimeOnly start, TimeOnly end)
    {
        if (start == end)
        {
            throw new ArgumentException("Quiet hours must end at another time than they start; to send at any hour, leave the channel out.", nameof(end));
        }

        var midnight = TimeOnly.MinValue;
        (TimeOnly From, TimeOnly Until)[] open = start > end || end == midnight ? [(end, start)] : start == midnight ? [(end, midnight)] : [(midnight, start), (end, midnight)];
        return new SendHours(
            from day in Enum.GetValues<DayOfWeek>() from span in open select new SendWindow(day, span.From, span.Until),
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"quiet {start:HH\\:mm}-{end:HH\\:mm}"));
    }

    /// <summary>Only within spans of certain days.</summary>
    /// <param name="windows">The spans. They must not overlap.</param>
    /// <exception cref="ArgumentException">There is no span, one ends before it begins, or two overlap.</exception>
    public static SendHours OnlyWithin(params IReadOnlyList<SendWindow> windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        if (windows.Count == 0)
        {
            throw new ArgumentException("Without any window nothing could ever be sent.", nameof(windows));
        }

        foreach (var day in windows.OrderBy(w => w.Begin).GroupBy(w => w.Day))
        {
            var end = -1L;
            foreach (var window in day)
            {
                if (window.End <= window.Begin || window.Begin < end)
                {
                    throw new ArgumentException($"The windows of {day.Key} must end after they begin, on the same day, and must not overlap. Write a window past midnight as two.", nameof(windows));
                }

                end = window.End;
            }
        }

        return new SendHours(windows, "outside send windows");
    }

    /// <summary>Whether a message may be sent at a moment.</summary>
    /// <param name="at">The moment.</param>
    /// <param name="zone">The recipient's time zone.</param>
    public bool Allow(DateTimeOffset at, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return IsOpen(TimeZoneInfo.ConvertTime(at, zone).DateTime);
    }

    /// <summary>The first moment, from a given one on, at which a message may be sent.</summary>
    /// <param name="at">The moment to begin with.</param>
    /// <param name="zone">The recipient's time zone.</param>
    /// <returns>The moment itself when it is allowed, else a later one, in UTC.</returns>
    public DateTimeOffset NextAllowed(DateTimeOffset at, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var moment = at.ToUniversalTime();
        while (true)
        {
            var local = TimeZoneInfo.ConvertTime(moment, zone);
            if (IsOpen(local.DateTime))
            {
                return moment;
            }

            // Until the clock is put forward or back the opening is as far away as the clock says; from there on, look again.
            var opening = moment + (NextOpening(local.DateTime) - local.DateTime);
            moment = ClockChanges.FirstBetween(moment, opening, zone) ?? opening;
        }
    }

    /// <inheritdoc cref="NextAllowed(DateTimeOffset, TimeZoneInfo)"/>
    internal DateTimeOffset NextAllowed(DateTimeOffset at, string zone) => NextAllowed(at, TimeZoneInfo.FindSystemTimeZoneById(zone));

    /// <summary>What a decision to wait was based on.</summary>
    internal string Facts(string zone, DateTimeOffset until) => $"{_name} {zone}; until {until:O}";

    /// <summary>The hours in words, for facts of a decision.</summary>
    public override string ToString() => _name;

    private bool IsOpen(DateTime local)
    {
        var time = local.TimeOfDay.Ticks;
        foreach (var (begin, end) in _open[(int)local.DayOfWeek])
        {
            if (time >= begin && time < end)
            {
                return true;
            }
        }

        return false;
    }

    private DateTime NextOpening(DateTime local)
    {
        for (var day = 0; day < DaysToLook; day++)
        {
            var date = local.Date.AddDays(day);
            foreach (var (begin, _) in _open[(int)date.DayOfWeek])
            {
                if (date.AddTicks(begin) > local)
                {
                    return date.AddTicks(begin);
                }
            }
        }

        throw new InvalidOperationException("A week without an opening cannot be made.");
    }
}
