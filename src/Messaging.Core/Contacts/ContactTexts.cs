using Messaging.Channels;

namespace Messaging.Contacts;

/// <summary>What the texts of a call must be like.</summary>
internal static class ContactTexts
{
    public const int MaxLabel = 100;
    public const int MaxType = 50;
    public const int MaxNote = 400;

    /// <exception cref="InvalidMessageException">The text is too long, no single line, or missing.</exception>
    public static void Check(string text, string target, int maxLength, bool required = false)
    {
        ArgumentNullException.ThrowIfNull(text, target);
        if (required && string.IsNullOrWhiteSpace(text))
        {
            throw new InvalidMessageException(target, $"A text is needed here, up to {maxLength} characters: it is kept as proof.");
        }

        if (text.Length > 0 && SingleLine.Check(text, maxLength) is { } problem)
        {
            throw new InvalidMessageException(target, problem);
        }
    }
}
