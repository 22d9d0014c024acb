using System.Globalization;
using System.Text;

namespace Messaging.Channels.Addresses;

/// <summary>Refuses texts that imitate others by mixing writing systems: UTS #39, restriction level <i>moderately restrictive</i>, and mixed sets of digits.</summary>
/// <remarks>
/// Allowed are one script; Latin with Chinese, Japanese or Korean writing; and Latin with one other script apart from Cyrillic and Greek, which imitate it,
/// and from the right-to-left scripts, which IDNA does not let share a label with it (RFC 5893). A whole text in one script that looks like another is a name
/// of its own and passes.
/// </remarks>
internal static class ScriptRules
{
    private const uint NeverWithLatin =
        ScriptTable.Cyrillic | ScriptTable.Greek | ScriptTable.Arabic | ScriptTable.Hebrew | ScriptTable.Thaana;

    // Without ICU (globalization-invariant mode) nothing is brought into NFC, and a letter with a loose accent would name another mailbox than the same letter
    // in one piece.
    private static readonly bool Composes = "u\u0308".Normalize().Length == 1;

    /// <summary>Checks one label of a domain, or one local part.</summary>
    /// <returns>What is wrong, without repeating the text, or null.</returns>
    public static string? Check(string text)
    {
        var all = ScriptTable.Any;
        var besideLatin = ScriptTable.Any;
        var zero = -1;
        var previous = UnicodeCategory.OtherPunctuation;
        foreach (var rune in text.EnumerateRunes())
        {
            var scripts = ScriptsOf(rune);
            var category = Rune.GetUnicodeCategory(rune);
            if (scripts == 0)
            {
                return "The address holds a character that is no letter, mark or digit of a script in common use.";
            }

            if (!Composes && rune.Value is >= 0x0300 and <= 0x036F)
            {
                return "The address holds an accent apart from its letter: write both as one character.";
            }

            if (IsMark(category) && !IsMark(previous) && !IsLetter(previous))
            {
                return "The address holds a combining mark without a letter before it.";
            }

            if (category == UnicodeCategory.DecimalDigitNumber && !SameDigits(rune, ref zero))
            {
                return "The address mixes digits of different scripts.";
            }

            all &= scripts;
            besideLatin &= (scripts & ScriptTable.Latin) == 0 ? scripts : ScriptTable.Any;
            previous = category;
        }

        var mixedSafely = (besideLatin & ~(NeverWithLatin | ScriptTable.Latin)) != 0;
        return all != 0 || mixedSafely ? null : "The address mixes scripts in a way that can imitate another address.";
    }

    private static uint ScriptsOf(Rune rune)
    {
        if (rune.IsAscii)
        {
            return char.IsAsciiLetter((char)rune.Value) ? ScriptTable.Latin : ScriptTable.Any;
        }

        return ScriptTable.ScriptsOf(rune.Value);
    }

    private static bool SameDigits(Rune rune, ref int zero)
    {
        var own = rune.Value - (int)Rune.GetNumericValue(rune);
        var same = zero < 0 || zero == own;
        zero = own;
        return same;
    }

    private static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsLetter(UnicodeCategory category) =>
        category is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter;
}
