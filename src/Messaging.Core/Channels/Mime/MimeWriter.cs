using System.Globalization;

namespace Messaging.Channels.Mime;

/// <summary>Writes an <see cref="EmailMessage"/> in Internet message format.</summary>
/// <remarks>
/// The same message gives the same bytes. Nothing in any value can add a header or a line (RFC 5322, 2045–2047, 2231). Lines end in CRLF, headers are folded
/// at 78 and never longer than 998 octets. Thread-safe: it keeps nothing.
/// </remarks>
public static class MimeWriter
{
    /// <summary>Writes the message.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The bytes, 7-bit unless an address has an international local part (RFC 6532). They end with a line break.</returns>
    /// <exception cref="ArgumentException">
    /// The subject, a name, the message id or an additional header holds a line break or another control character, is too long, or is not allowed. The text
    /// says which, and not what it holds.
    /// </exception>
    public static byte[] Write(EmailMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var output = new MimeOutput();
        WriteHeaders(output, message);
        var body = MimeStructure.Build(message);
        output.WriteLine("MIME-Version: 1.0");
        body.WriteHeaders(output);
        output.WriteLine();
        body.WriteBody(output);
        output.WriteLine();
        return output.ToArray();
    }

    private static void WriteHeaders(MimeOutput output, EmailMessage message)
    {
        output.WriteLine($"Date: {FormatDate(message.Date)}");
        HeaderField.WriteAddress(output, "From", message.From);
        HeaderField.WriteAddress(output, "To", message.To);
        if (message.Cc.Count > 0)
        {
            HeaderField.WriteAddresses(output, "Cc", message.Cc);
        }

        if (message.ReplyTo is not null)
        {
            HeaderField.WriteAddress(output, "Reply-To", new NamedAddress(message.ReplyTo, ""));
        }

        HeaderField.WriteText(output, "Subject", message.Subject);
        output.WriteLine($"Message-ID: <{CheckedId(message.MessageId)}>");
        foreach (var (name, value) in message.Headers)
        {
            var problem = HeaderRules.Check(name, value);
            if (problem is not null)
            {
                throw new ArgumentException($"An additional header cannot be written. {problem}", nameof(message));
            }

            HeaderField.WriteText(output, name, value);
        }
    }

    private static string FormatDate(DateTimeOffset date)
    {
        var offset = date.Offset;
        var sign = offset < TimeSpan.Zero ? '-' : '+';
        return string.Create(CultureInfo.InvariantCulture, $"{date:ddd, dd MMM yyyy HH:mm:ss} {sign}{offset:hhmm}");
    }

    // msg-id of RFC 5322 §3.6.4, as a local part and a domain in characters that need no quoting.
    private static string CheckedId(string id)
    {
        var at = id.IndexOf('@', StringComparison.Ordinal);
        var valid = id.Length <= 250 && at > 0 && at < id.Length - 1 && id.LastIndexOf('@') == at
            && id.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.@".Contains(c, StringComparison.Ordinal));
        return valid ? id : throw new ArgumentException("The message id must have the form local@domain in ASCII, without angle brackets.", nameof(id));
    }
}
