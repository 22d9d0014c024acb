using System.Globalization;
using System.Text;

namespace Messaging.Providers.Smtp.Client;

/// <summary>Makes a server's words fit to be stored and shown: bounded, one line, nothing that a terminal or a log would obey.</summary>
internal static class SafeText
{
    /// <summary>Replaces control, format and separator characters by spaces, trims, and cuts.</summary>
    /// <param name="text">The server's words.</param>
    /// <param name="maxLength">The longest result, in UTF-16 units.</param>
    public static string Clean(string text, int maxLength)
    {
        var clean = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > maxLength)
            {
                break;
            }

            clean.Append((IsPlain(rune) ? rune : new Rune(' ')).ToString());
        }

        return clean.ToString().Trim();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
