namespace Messaging.Templates.Sources;

/// <summary>The form of a BCP 47 language tag, without a look at which languages there are.</summary>
internal static class LocaleTag
{
    public static bool IsValid(string tag)
    {
        var parts = tag.Split('-');
        return parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetter)
            && parts.Skip(1).All(p => p.Length is >= 1 and <= 8 && p.All(char.IsAsciiLetterOrDigit));
    }
}
