namespace Messaging.Templates.Sources;

/// <summary>The form of a variant's name.</summary>
internal static class VariantName
{
    public const int MaxLength = 50;
    public const int MaxWeight = 1_000;

    /// <summary>What a variant may be, for messages.</summary>
    public const string Rule = "The name of a variant has 1 to 50 lower-case letters, digits, hyphens and underscores, such as b, and one weight from 0 to 1,000.";

    public static bool IsValid(string name) => name.Length is > 0 and <= MaxLength && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
