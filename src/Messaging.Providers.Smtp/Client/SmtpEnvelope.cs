using System.Text;

namespace Messaging.Providers.Smtp.Client;

/// <summary>One message for exactly one recipient, as bytes: the client knows nothing of what is in them.</summary>
internal sealed class SmtpEnvelope
{
    /// <summary>Takes a message.</summary>
    /// <param name="id">The message's id, for logs.</param>
    /// <param name="from">The sender's addr-spec.</param>
    /// <param name="to">The recipient's addr-spec.</param>
    /// <param name="content">The message in Internet message format.</param>
    /// <exception cref="ArgumentException">An address holds a character that could end the command it goes into.</exception>
    public SmtpEnvelope(Guid id, string from, string to, ReadOnlyMemory<byte> content)
    {
        Id = id;
        From = Checked(from, nameof(from));
        To = Checked(to, nameof(to));
        Content = content;
        var header = content.Span[..HeaderLength(content.Span)];
        NeedsUtf8 = !Ascii.IsValid(from) || !Ascii.IsValid(to) || !Ascii.IsValid(header);
        NeedsEightBit = !Ascii.IsValid(content.Span);
    }

    /// <summary>The message's id.</summary>
    public Guid Id { get; }

    /// <summary>The sender's addr-spec.</summary>
    public string From { get; }

    /// <summary>The recipient's addr-spec.</summary>
    public string To { get; }

    /// <summary>The message.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Whether an address or a header field has characters beyond ASCII (RFC 6531, 6532).</summary>
    public bool NeedsUtf8 { get; }

    /// <summary>Whether any octet is beyond ASCII (RFC 6152).</summary>
    public bool NeedsEightBit { get; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"SmtpEnvelope {{ Id = {Id} }}";

    private static int HeaderLength(ReadOnlySpan<byte> content)
    {
        var blank = content.IndexOf("\r\n\r\n"u8);
        return blank < 0 ? content.Length : blank;
    }

    private static string Checked(string address, string name)
    {
        var isSafe = address.Length > 0 && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>');
        return isSafe ? address : throw new ArgumentException("An address in an SMTP command must be a bare addr-spec.", name);
    }
}
