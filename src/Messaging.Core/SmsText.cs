using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Messaging;

/// <summary>What a text costs as an SMS, and how to make it shorter. Pure functions; thread-safe.</summary>
public static partial class SmsText
{
    /// <summary>The most characters an SMS may have, as providers take it: 1,600.</summary>
    public const int MaxLength = 1600;

    private const string Ellipsis = "...";
    private const int Gsm7Alone = 160;
    private const int Gsm7Part = 153;
    private const int Ucs2Alone = 70;
    private const int Ucs2Part = 67;

    /// <summary>Counts segments as networks do: neither an escaped character nor a surrogate pair is split over two.</summary>
    /// <param name="text">The text as it will be sent.</param>
    public static SmsMeasure Measure(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length; i++)
        {
            if (SmsAlphabet.UnitsOf(text[i]) == 0)
            {
                var forcedBy = Rune.TryGetRuneAt(text, i, out var rune) ? rune : Rune.ReplacementChar;
                return Ucs2(text) with { ForcedBy = forcedBy, ForcedAt = i };
            }
        }

        return Gsm7(text);
    }

    /// <summary>Cuts a text that is too long and ends it with <c>...</c>: never inside a character as people see it, and never inside a link, which is left out whole.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">The most UTF-16 units of the result, the dots counted: from 4. What is above <see cref="MaxLength"/> means <see cref="MaxLength"/>.</param>
    /// <returns>The text itself when it fits.</returns>
    public static string Shorten(string text, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(maxLength, Ellipsis.Length);
        var limit = Math.Min(maxLength, MaxLength);
        if (text.Length <= limit)
        {
            return text;
        }

        var end = EndOfCharacters(text, limit - Ellipsis.Length);
        foreach (var link in Link().EnumerateMatches(text))
        {
            // Dots right behind a link would be read as part of it, so one that ends at the cut needs room for a space as well.
            var linkEnd = link.Index + link.Length;
            if (link.Index < end && (end < linkEnd || (end == linkEnd && end == limit - Ellipsis.Length)))
            {
                end = link.Index;
                break;
            }
        }

        var kept = text[..end].TrimEnd();
        return EndsInLink(kept) ? $"{kept} {Ellipsis}" : kept + Ellipsis;
    }

    /// <summary>Typographic characters, such as curly quotation marks and dashes, that could be replaced so that a text stays in the cheaper <see cref="SmsEncoding.Gsm7"/>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>In the order of the text; empty when there is nothing to replace. Letters are never replaced: a name keeps its accents.</returns>
    public static IReadOnlyList<SmsReplacement> Suggest(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var replacements = new List<SmsReplacement>();
        for (var i = 0; i < text.Length; i++)
        {
            if (SmsAlphabet.PlainFormOf(text[i]) is { } plain)
            {
                replacements.Add(new SmsReplacement(i, new Rune(text[i]), plain));
            }
        }

        return replacements;
    }

    private static SmsMeasure Gsm7(string text)
    {
        var (length, segments, room) = (0, 0, 0);
        foreach (var c in text)
        {
            Take(SmsAlphabet.UnitsOf(c), Gsm7Part, ref segments, ref room);
            length += SmsAlphabet.UnitsOf(c);
        }

        return new SmsMeasure(SmsEncoding.Gsm7, length, length is > 0 and <= Gsm7Alone ? 1 : segments);
    }

    private static SmsMeasure Ucs2(string text)
    {
        var (segments, room) = (0, 0);
        for (var i = 0; i < text.Length;)
        {
            var units = Rune.TryGetRuneAt(text, i, out var rune) ? rune.Utf16SequenceLength : 1;
            Take(units, Ucs2Part, ref segments, ref room);
            i += units;
        }

        return new SmsMeasure(SmsEncoding.Ucs2, text.Length, text.Length <= Ucs2Alone ? 1 : segments);
    }

    private static void Take(int units, int perSegment, ref int segments, ref int room)
    {
        if (room < units)
        {
            segments++;
            room = perSegment;
        }

        room -= units;
    }

    private static int EndOfCharacters(string text, int limit)
    {
        var end = 0;
        while (end < limit)
        {
            var next = end + StringInfo.GetNextTextElementLength(text, end);
            if (next > limit)
            {
                break;
            }

            end = next;
        }

        return end;
    }

    private static bool EndsInLink(string text)
    {
        foreach (var link in Link().EnumerateMatches(text))
        {
            if (link.Index + link.Length == text.Length)
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"[a-z][a-z0-9+.-]*://\S+|www\.\S+|[\w-]+(\.[\w-]+)+/\S*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
