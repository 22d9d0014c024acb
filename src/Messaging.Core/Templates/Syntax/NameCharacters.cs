using System.Globalization;

namespace Messaging.Templates.Syntax;

/// <summary>Which characters names in templates are made of: the letters, digits and marks of any script, and <c>_ - $</c>.</summary>
internal static class NameCharacters
{
    public static bool StartsName(char c) => char.IsLetter(c) || c is '_' or '$';

    public static bool ContinuesName(char c) =>
        char.IsLetterOrDigit(c) || c is '_' or '-' or '$' || IsInvisible(c)
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Soft hyphens, zero-width spaces and the like, which text pasted from documents carries; they are no part of a name.</summary>
    public static bool IsInvisible(char c) => CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;

    public static string WithoutInvisible(string name) => name.Any(IsInvisible) ? string.Concat(name.Where(c => !IsInvisible(c))) : name;
}
