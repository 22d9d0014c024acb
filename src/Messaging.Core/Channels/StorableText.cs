using System.Text;

namespace Messaging.Channels;

/// <summary>Makes words of strangers storable: no database takes half a character, and PostgreSQL no NUL.</summary>
internal static class StorableText
{
    /// <summary>The text with what cannot be stored replaced by U+FFFD, cut to a length between characters.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="maxLength">The most UTF-16 units to keep.</param>
    public static string? Clean(string? text, int maxLength)
    {
        if (text is null || (text.Length <= maxLength && IsStorable(text)))
        {
            return text;
        }

        var clean = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > maxLength)
            {
                break;
            }

            clean.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>Whether every database takes the text as it is.</summary>
    public static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\0' || char.IsLowSurrogate(c))
            {
                return false;
            }

            if (char.IsHighSurrogate(c))
            {
                i++;
                if (i == text.Length || !char.IsLowSurrogate(text[i]))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
