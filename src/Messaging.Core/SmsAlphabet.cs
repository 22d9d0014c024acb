using System.Buffers;
using System.Collections.Frozen;

namespace Messaging;

/// <summary>The 7-bit default alphabet of GSM 03.38 (3GPP TS 23.038, 6.2.1), without the national tables that few operators carry.</summary>
internal static class SmsAlphabet
{
    private static readonly SearchValues<char> Basic = SearchValues.Create(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");

    private static readonly SearchValues<char> Extension = SearchValues.Create("\f^{}\\[~]|€");

    private static readonly FrozenDictionary<char, string> Plain = new Dictionary<char, string>
    {
        ['\t'] = " ",
        ['\u00A0'] = " ",
        ['\u2009'] = " ",
        ['\u202F'] = " ",
        ['\u00AD'] = "",
        ['\u200B'] = "",
        ['\u2060'] = "",
        ['\uFEFF'] = "",
        ['\u2010'] = "-",
        ['\u2011'] = "-",
        ['\u2012'] = "-",
        ['–'] = "-",
        ['—'] = "-",
        ['−'] = "-",
        ['•'] = "-",
        ['·'] = "-",
        ['\u2018'] = "'",
        ['\u2019'] = "'",
        ['\u201A'] = "'",
        ['`'] = "'",
        ['´'] = "'",
        ['\u201C'] = "\"",
        ['\u201D'] = "\"",
        ['\u201E'] = "\"",
        ['«'] = "\"",
        ['»'] = "\"",
        ['…'] = "...",
        ['×'] = "x",
    }.ToFrozenDictionary();

    /// <summary>How many units a character takes, an escape counted; 0 when it is not in the alphabet.</summary>
    public static int UnitsOf(char c) => Basic.Contains(c) ? 1 : Extension.Contains(c) ? 2 : 0;

    /// <summary>What can stand for a typographic character, or null.</summary>
    public static string? PlainFormOf(char c) => Plain.GetValueOrDefault(c);
}
