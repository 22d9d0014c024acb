using System.Globalization;
using System.Text;

namespace Messaging.Channels.Mime;

/// <summary>Makes a file name that any recipient's system can show and store, and that cannot pose as another.</summary>
/// <remarks>
/// Letters, marks and digits of every script stay, since people have names such as <c>Đặt-phòng.pdf</c>; so do <c>. _ - ( )</c> and the space. A path in front
/// is dropped, invisible characters (bidi controls, which can turn <c>exe.pdf</c> around) are dropped, and anything else becomes an underscore.
/// </remarks>
internal static class AttachmentFileName
{
    private const int MaxLength = 100;
    private const int MaxExtension = 16;
    private const string Punctuation = "._ -()";

    // Names that Windows takes for a device whatever their extension is.
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL"];

    /// <summary>The reduced name, at most 100 characters, or an empty string when nothing is left of it. Reducing twice changes nothing.</summary>
    public static string Reduce(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var result = new StringBuilder(name.Length);
        foreach (var rune in name.AsSpan(name.AsSpan().LastIndexOfAny('/', '\\') + 1).EnumerateRunes())
        {
            Append(result, rune);
        }

        var reduced = result.ToString().Normalize().Trim(' ', '.');
        return Shorten(IsDevice(reduced) ? $"_{reduced}" : reduced);
    }

    /// <summary>The extension without its dot, lower case, or an empty string.</summary>
    public static string ExtensionOf(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();

    private static void Append(StringBuilder result, Rune rune)
    {
        if (IsInvisible(rune))
        {
            return;
        }

        if (Rune.IsLetterOrDigit(rune) || IsMark(rune) || (rune.IsAscii && Punctuation.Contains((char)rune.Value, StringComparison.Ordinal)))
        {
            result.Append(rune);
        }
        else
        {
            result.Append(Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator ? ' ' : '_');
        }
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // Variation selectors, the grapheme joiner and the Hangul fillers count as marks and letters, but show nothing.
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0 or 0xFFFD
            or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static string Shorten(string name)
    {
        if (name.Length <= MaxLength)
        {
            return name;
        }

        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= MaxExtension ? name[dot..] : "";
        var length = MaxLength - extension.Length;
        if (char.IsHighSurrogate(name[length - 1]))
        {
            length--;
        }

        return name[..length].TrimEnd(' ', '.') + extension;
    }

    private static bool IsDevice(string name)
    {
        var stem = name.Split('.')[0].TrimEnd(' ');
        return Devices.Contains(stem, StringComparer.OrdinalIgnoreCase)
            || (stem.Length == 4 && char.IsAsciiDigit(stem[3])
                && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase)));
    }
}
