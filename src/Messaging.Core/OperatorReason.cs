using Messaging.Channels;

namespace Messaging;

/// <summary>What an operator has to say for an act that is kept.</summary>
internal static class OperatorReason
{
    private const int MaxLength = 400;

    public static void Check(string reason)
    {
        CheckStorable(reason, nameof(reason));
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxLength)
        {
            throw new InvalidMessageException(nameof(reason), $"Say who asks and why, in 1 to {MaxLength} characters: it is kept.");
        }
    }

    public static void CheckStorable(string text, string target)
    {
        ArgumentNullException.ThrowIfNull(text, target);
        if (!StorableText.IsStorable(text))
        {
            throw new InvalidMessageException(target, "The text holds a NUL or half of a character, which no row can hold.");
        }
    }
}
