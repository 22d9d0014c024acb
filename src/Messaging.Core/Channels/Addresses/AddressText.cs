using System.Globalization;
using System.Text;

namespace Messaging.Channels.Addresses;

/// <summary>What every address has in common: it is there, it is not too long, and each of its characters can be seen.</summary>
internal static class AddressText
{
    /// <summary>What is wrong with an address that holds a space.</summary>
    public const string Space = "The address holds a space.";

    /// <summary>Looks for what no address may hold.</summary>
    /// <returns>What is wrong, without repeating the text, or null.</returns>
    public static string? Check(string? text, int maxLength)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "An address is needed.";
        }

        if (text.Length > maxLength)
        {
            return $"The address is too long: at most {maxLength.ToString(CultureInfo.InvariantCulture)} characters.";
        }

        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                return "The address holds half of a character (an unpaired surrogate).";
            }

            var problem = CheckCategory(Rune.GetUnicodeCategory(rune));
            if (problem is not null)
            {
                return problem;
            }

            i += rune.Utf16SequenceLength;
        }

        return null;
    }

    private static string? CheckCategory(UnicodeCategory category) => category switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator =>
            "The address holds a line break or another control character.",
        UnicodeCategory.SpaceSeparator => Space,
        UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned =>
            "The address holds an invisible or undefined character.",
        _ => null,
    };
}
