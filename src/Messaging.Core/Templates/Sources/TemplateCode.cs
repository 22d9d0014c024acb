namespace Messaging.Templates.Sources;

/// <summary>The form of a template's code.</summary>
internal static class TemplateCode
{
    public const int MaxLength = 100;

    /// <summary>What a code may be, for messages.</summary>
    public const string Rule = "A code has 1 to 100 letters, digits, dots, hyphens and underscores, such as booking-confirmed.";

    public static bool IsValid(string code) => code.Length is > 0 and <= MaxLength && code.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') && code[0] != '.';
}
