using System.Globalization;

namespace Messaging.Templates.Rendering;

/// <summary>Reads dates from data and writes them in a language.</summary>
internal static class DateFormat
{
    private const string DateOnly = "yyyy-MM-dd";
    private const string Minutes = "yyyy-MM-dd'T'HH:mm";
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss";
    private const string Fractions = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";

    /// <summary>Reads an ISO 8601 date. One with an offset is an instant and is shown in the zone; one without offset or without a time is what it says, wherever it is read.</summary>
    /// <param name="text">The text from the data.</param>
    /// <param name="zone">The zone to show instants in.</param>
    /// <param name="date">The date, with the offset of the zone at that time.</param>
    public static bool TryRead(string text, Func<TimeZoneInfo> zone, out DateTimeOffset date)
    {
        // A space in place of the T is what databases write.
        var iso = text.Length > DateOnly.Length && text[DateOnly.Length] == ' ' ? $"{text[..DateOnly.Length]}T{text[(DateOnly.Length + 1)..]}" : text;
        var suffix = iso.EndsWith('Z') ? "'Z'" : iso.Length > 6 && iso[^6] is '+' or '-' && iso[^3] == ':' ? "zzz" : "";
        var format = (iso.Length - (suffix.Length == 0 ? 0 : iso.EndsWith('Z') ? 1 : 6)) switch
        {
            10 => DateOnly,
            16 => Minutes,
            19 => Seconds,
            _ => Fractions,
        };
        if (suffix.Length > 0)
        {
            var isInstant = DateTimeOffset.TryParseExact(iso, format + suffix, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);
            date = isInstant ? TimeZoneInfo.ConvertTime(date, zone()) : default;
            return isInstant;
        }

        var isDate = DateTime.TryParseExact(iso, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local);
        date = isDate ? format == DateOnly ? new DateTimeOffset(local, TimeSpan.Zero) : AtZone(local, zone()) : default;
        return isDate;
    }

    /// <summary>Writes a date.</summary>
    /// <param name="date">The date.</param>
    /// <param name="style"><c>full</c>, <c>long</c>, <c>medium</c>, <c>short</c>, or a format string of .NET.</param>
    /// <param name="locale">The language.</param>
    /// <exception cref="FormatException">The style is neither.</exception>
    public static string Format(DateTimeOffset date, string style, LocaleFormat locale) => style switch
    {
        "full" => date.ToString("D", locale.Culture),
        "long" => date.ToString(locale.LongDate, locale.Culture),
        "medium" => date.ToString(locale.MediumDate, locale.Culture),
        "short" => date.ToString("d", locale.Culture),
        _ => date.ToString(style, locale.Culture),
    };

    private static DateTimeOffset AtZone(DateTime local, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(local);
        var utcTicks = local.Ticks - offset.Ticks;

        // At the ends of the calendar the zone's offset leads out of it.
        return utcTicks < DateTime.MinValue.Ticks || utcTicks > DateTime.MaxValue.Ticks ? new DateTimeOffset(local, TimeSpan.Zero) : new DateTimeOffset(local, offset);
    }
}
