namespace Messaging.Channels.Mime;

/// <summary>Writes an <see cref="EmailMessage"/> in Internet message format.</summary>
/// <remarks>
/// The same message gives the same bytes. Nothing in any value can add a header or a line (RFC 5322, 2045–2047, 2231). Lines end in CRLF, headers are folded at 78 and never longer than 998 octets.
/// </remarks>
public static class MimeWriter
{
    /// <summary>Writes the message.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The bytes, 7-bit unless an address has an international local part (RFC 6532).</returns>
    public static byte[] Write(EmailMessage message) => throw new NotSupportedException();
}
