using System.Collections.Concurrent;
using System.Globalization;

namespace Messaging.Templates.Rendering;

/// <summary>How a locale writes dates and amounts, and which currency is its own.</summary>
internal sealed class LocaleFormat
{
    private const string Fallback = "en-US";
    private const int MaxKnown = 1000;
    private const int MaxAmounts = 20;

    private static readonly ConcurrentDictionary<string, LocaleFormat> Known = new(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, NumberFormatInfo> _amounts = new(StringComparer.Ordinal);

    private LocaleFormat(CultureInfo culture, string currency)
    {
        Culture = culture;
        Currency = currency;
        LongDate = WithoutWeekday(culture.DateTimeFormat.LongDatePattern);
        MediumDate = LongDate.Replace("MMMM", "MMM", StringComparison.Ordinal);
    }

    public CultureInfo Culture { get; }

    /// <summary>The pattern of a date in words, without the weekday.</summary>
    public string LongDate { get; }

    /// <summary>The same with the month shortened.</summary>
    public string MediumDate { get; }

    /// <summary>The ISO 4217 code of the region's currency, or an empty string.</summary>
    public string Currency { get; }

    /// <summary>The formats of a BCP 47 tag. A language stands for its main region (<c>de</c> for <c>de-DE</c>); a tag that names nothing is read as <c>en-US</c>.</summary>
    public static LocaleFormat Find(string locale)
    {
        if (Known.TryGetValue(locale, out var known))
        {
            return known;
        }

        var found = Create(locale);
        if (Known.Count < MaxKnown)
        {
            Known.TryAdd(locale, found);
        }

        return found;
    }

    /// <summary>How amounts of a currency are written, once for each.</summary>
    public NumberFormatInfo AmountsIn(string code, Func<string, LocaleFormat, NumberFormatInfo> create)
    {
        if (_amounts.TryGetValue(code, out var known))
        {
            return known;
        }

        var created = create(code, this);
        if (_amounts.Count < MaxAmounts)
        {
            _amounts.TryAdd(code, created);
        }

        return created;
    }

    private static LocaleFormat Create(string locale)
    {
        var culture = FindCulture(locale) ?? FindCulture(Fallback) ?? CultureInfo.InvariantCulture;
        return new LocaleFormat(culture, FindCurrency(culture));
    }

    private static CultureInfo? FindCulture(string locale)
    {
        try
        {
            var culture = CultureInfo.GetCultureInfo(locale);
            return culture.IsNeutralCulture ? CultureInfo.ReadOnly(CultureInfo.CreateSpecificCulture(culture.Name)) : culture;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    private static string FindCurrency(CultureInfo culture)
    {
        try
        {
            return new RegionInfo(culture.Name).ISOCurrencySymbol;
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    // The weekday goes with the punctuation that set it off: "dddd, MMMM d, yyyy", "yyyy. MMMM d., dddd", "yyyy年M月d日dddd".
    private static string WithoutWeekday(string pattern)
    {
        var start = pattern.IndexOf("dddd", StringComparison.Ordinal);
        if (start < 0)
        {
            return pattern;
        }

        var before = pattern[..start];
        var after = pattern[(start + 4)..];
        return before.Trim().Length == 0
            ? after.TrimStart(' ', ',', '،', '、', '，')
            : before.TrimEnd(' ', ',', '،', '、', '，') + after;
    }
}
