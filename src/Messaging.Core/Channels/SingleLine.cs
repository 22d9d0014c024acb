using System.Globalization;
using System.Text;

namespace Messaging.Channels;

/// <summary>A text that stands in one line of a message: a subject, a name, the value of a header.</summary>
internal static class SingleLine
{
    /// <summary>The longest line of an email without its line break (RFC 5322 §2.1.1).</summary>
    public const int MaxLength = 998;

    /// <summary>
    /// Looks for what would end the line or could not be written: control characters (C0, DEL, C1), line and paragraph separators, unpaired surrogates, too
    /// many characters.
    /// </summary>
    /// <returns>What is wrong, without repeating the text, or null.</returns>
    public static string? Check(string text, int maxLength = MaxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > maxLength)
        {
            return $"The text is too long: at most {maxLength.ToString(CultureInfo.InvariantCulture)} characters.";
        }

        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                return "The text holds half of a character (an unpaired surrogate).";
            }

            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029)
            {
                return "The text must be one line: it holds a line break or another control character.";
            }

            i += rune.Utf16SequenceLength;
        }

        return null;
    }
}
