namespace Messaging.Channels.Mime;

/// <summary>An email, ready to be written in Internet message format (RFC 5322) by <see cref="MimeWriter"/>.</summary>
public sealed record EmailMessage
{
    /// <summary>The author.</summary>
    public required NamedAddress From { get; init; }

    /// <summary>The one recipient.</summary>
    public required NamedAddress To { get; init; }

    /// <summary>Where answers go, or null for the author.</summary>
    public EmailAddress? ReplyTo { get; init; }

    /// <summary>The subject, one line.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The plain text, or null.</summary>
    public string? Text { get; init; }

    /// <summary>The HTML body, or null.</summary>
    public string? Html { get; init; }

    /// <summary>The attachments; those with a <see cref="MessageAttachment.ContentId"/> are inline parts of the HTML body.</summary>
    public IReadOnlyList<MessageAttachment> Attachments { get; init; } = [];

    /// <summary>Additional headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The message id without angle brackets: the same for every attempt, so that a receiver can recognise a repeat.</summary>
    public required string MessageId { get; init; }

    /// <summary>The date of the message.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Takes an outbound email message and the connection's sender.</summary>
    /// <param name="message">A message on the email channel.</param>
    /// <param name="from">The sender of the connection; a <see cref="OutboundMessage.SenderName"/> replaces its name.</param>
    public static EmailMessage Create(OutboundMessage message, NamedAddress from) => throw new NotSupportedException();

    /// <summary>The id only: addresses and content must not reach a log.</summary>
    public override string ToString() => $"EmailMessage {{ MessageId = {MessageId} }}";
}
