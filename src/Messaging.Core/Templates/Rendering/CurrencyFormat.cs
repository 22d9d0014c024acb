using System.Globalization;

namespace Messaging.Templates.Rendering;

/// <summary>Writes amounts: the digits and the order as the locale does, decimals as the currency has them, and a symbol that cannot be mistaken for the locale's own.</summary>
internal static class CurrencyFormat
{
    // Indexed by a pattern of .NET without a space between symbol and number; the value is the same pattern with one.
    private static readonly int[] SpacedPositive = [2, 3, 2, 3];
    private static readonly int[] SpacedNegative = [14, 9, 12, 11, 15, 8, 13, 10, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>Writes an amount.</summary>
    /// <param name="amount">The amount in major units.</param>
    /// <param name="code">The ISO 4217 code in upper case.</param>
    /// <param name="locale">The language.</param>
    public static string Format(decimal amount, string code, LocaleFormat locale) => amount.ToString("C", locale.AmountsIn(code, Create));

    private static NumberFormatInfo Create(string code, LocaleFormat locale)
    {
        var format = (NumberFormatInfo)locale.Culture.NumberFormat.Clone();
        format.CurrencyDecimalDigits = CurrencyCodes.MinorUnit(code);
        if (!string.Equals(code, locale.Currency, StringComparison.Ordinal))
        {
            var symbol = CurrencyCodes.SymbolOf(code);
            if (symbol is null || string.Equals(symbol, format.CurrencySymbol, StringComparison.Ordinal))
            {
                symbol = code;
                format.CurrencyPositivePattern = SpacedPositive[format.CurrencyPositivePattern];
                format.CurrencyNegativePattern = SpacedNegative[Math.Min(format.CurrencyNegativePattern, SpacedNegative.Length - 1)];
            }

            format.CurrencySymbol = symbol;
        }

        return format;
    }
}
