using System.Globalization;

namespace Messaging.Channels;

/// <summary>Names one attempt at a message. Given to the provider, it comes back in reports, so that they find their message even if the provider's answer never arrived.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Generation">How often it was replayed before.</param>
/// <param name="Attempt">The attempt, from 1.</param>
public readonly record struct MessageReference(Guid MessageId, short Generation, short Attempt)
{
    /// <summary>Reads the text that <see cref="ToString"/> makes.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="reference">What it names.</param>
    /// <returns>Whether it is such a text.</returns>
    public static bool TryParse(string? text, out MessageReference reference)
    {
        reference = default;
        var parts = text?.Split('.');
        if (parts is not { Length: 3 }
            || !Guid.TryParseExact(parts[0], "N", out var id)
            || !short.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            || !short.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt))
        {
            return false;
        }

        reference = new MessageReference(id, generation, attempt);
        return true;
    }

    /// <summary>The text to hand to a provider: letters, digits and dots, at most 44 characters.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{MessageId:N}.{Generation}.{Attempt}");
}
