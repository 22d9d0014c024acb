using System.Globalization;
using Messaging.Channels;

namespace Messaging.Providers.Resend;

/// <summary>Our reference as a tag: letters, digits and hyphens are all that a tag takes.</summary>
/// <remarks>
/// The attempt is left out, since a repeat under the same key must be the same to the byte. For Resend the attempts under one key are one, so what is reported concerns the newest: the reference
/// that comes back names the highest attempt there can be.
/// </remarks>
internal static class ResendReference
{
    /// <summary>The name of the tag.</summary>
    public const string Tag = "messaging_ref";

    /// <summary>The tag's value for a message.</summary>
    public static string Write(MessageReference reference) => string.Create(CultureInfo.InvariantCulture, $"{reference.MessageId:N}-{reference.Generation}");

    /// <summary>The reference in a tag's value, or null when it is none of ours.</summary>
    public static string? Read(string? value)
    {
        var parts = value?.Split('-');
        return parts is [var id, var generation]
            && Guid.TryParseExact(id, "N", out var messageId)
            && short.TryParse(generation, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new MessageReference(messageId, number, short.MaxValue).ToString()
            : null;
    }
}
