using System.Globalization;

namespace Messaging.Providers.SendGrid;

/// <summary>SendGrid's ids. <c>X-Message-Id</c> names a request, however many messages it holds; <c>sg_message_id</c> of an event is that id with a dot and more behind it.</summary>
/// <remarks>
/// The id of a message that went alone is the request's. In a request of several each gets its place behind a <c>#</c>, which no id of SendGrid holds, so that an event without our arguments
/// is never taken for another message's.
/// </remarks>
internal static class SendGridId
{
    private const int MaxId = 200;

    // The only form without dots of its own: 16 bytes in base64url.
    private const int PlainLength = 22;

    // What the servers that append to the id are called.
    private static readonly string[] Suffixes = [".filter", ".recvd"];

    /// <summary>The text of a place within a request.</summary>
    public static string Part(int index) => index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The id of a message.</summary>
    /// <param name="requestId">The id of its request.</param>
    /// <param name="part">Its place, or null when it went alone.</param>
    public static string? Of(string? requestId, string? part) =>
        string.IsNullOrEmpty(requestId) || requestId.Length > MaxId ? null : part is null ? requestId : $"{requestId}#{part}";

    /// <summary>The id of a request within the id of an event, or null when its form is not known: a wrong guess would look like a second message.</summary>
    public static string? FromEvent(string? eventId)
    {
        if (string.IsNullOrEmpty(eventId))
        {
            return null;
        }

        foreach (var suffix in Suffixes)
        {
            var at = eventId.IndexOf(suffix, StringComparison.Ordinal);
            if (at > 0)
            {
                return eventId[..at];
            }
        }

        var dot = eventId.IndexOf('.', StringComparison.Ordinal);
        var length = dot < 0 ? eventId.Length : dot;
        return length == PlainLength ? eventId[..length] : null;
    }
}
