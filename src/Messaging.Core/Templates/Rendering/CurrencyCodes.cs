using System.Collections.Frozen;

namespace Messaging.Templates.Rendering;

/// <summary>What has to be known about a currency to write an amount in it.</summary>
internal static class CurrencyCodes
{
    // The currencies of ISO 4217 whose minor unit is not a hundredth.
    private static readonly FrozenDictionary<string, int> MinorUnits = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0, ["PYG"] = 0, ["RWF"] = 0,
        ["UGX"] = 0, ["UYI"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3, ["CLF"] = 4, ["UYW"] = 4,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // The symbols of the root locale of Unicode CLDR.
    private static readonly FrozenDictionary<string, string> Symbols = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["USD"] = "$", ["EUR"] = "€", ["GBP"] = "£", ["JPY"] = "¥", ["CNY"] = "CN¥", ["INR"] = "₹", ["KRW"] = "₩", ["VND"] = "₫", ["ILS"] = "₪",
        ["BRL"] = "R$", ["MXN"] = "MX$", ["CAD"] = "CA$", ["AUD"] = "A$", ["NZD"] = "NZ$", ["HKD"] = "HK$", ["TWD"] = "NT$", ["PHP"] = "₱",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a text has the form of a code.</summary>
    public static bool IsCode(string text) => text.Length == 3 && text.All(char.IsAsciiLetter);

    public static int MinorUnit(string code) => MinorUnits.GetValueOrDefault(code, 2);

    /// <summary>The symbol abroad, or null for a currency that is written by its code.</summary>
    public static string? SymbolOf(string code) => Symbols.GetValueOrDefault(code);
}
