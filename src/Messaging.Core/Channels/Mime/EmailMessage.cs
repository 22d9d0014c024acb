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

    /// <summary>Who gets a copy, shown to all.</summary>
    public IReadOnlyList<EmailAddress> Cc { get; init; } = [];

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

    /// <summary>Takes an outbound email message and the connection's sender. The message id is the idempotency key at the sender's domain.</summary>
    /// <param name="message">A message on the email channel.</param>
    /// <param name="from">The sender of the connection; a <see cref="OutboundMessage.SenderName"/> replaces its name.</param>
    /// <exception cref="ArgumentException">The address of the recipient, or the one for answers, is none. The text says which, and not what it is.</exception>
    public static EmailMessage Create(OutboundMessage message, NamedAddress from)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(from);
        return new EmailMessage
        {
            From = string.IsNullOrWhiteSpace(message.SenderName) ? from : new NamedAddress(from.Address, message.SenderName),
            To = new NamedAddress(Parse(message.Address, nameof(message.Address)), message.RecipientName),
            ReplyTo = string.IsNullOrEmpty(message.ReplyTo) ? null : Parse(message.ReplyTo, nameof(message.ReplyTo)),
            Cc = [.. message.Cc.Select(a => Parse(a, nameof(message.Cc)))],
            Subject = message.Content.Subject ?? "",
            Text = message.Content.Text,
            Html = message.Content.Html,
            Attachments = message.Attachments,
            Headers = message.Headers,
            MessageId = $"{message.IdempotencyKey}@{from.Address.Domain}",
            Date = message.CreatedAt,
        };
    }

    /// <summary>The id only: addresses and content must not reach a log.</summary>
    public override string ToString() => $"EmailMessage {{ MessageId = {MessageId} }}";

    private static EmailAddress Parse(string text, string member) =>
        EmailAddress.TryParse(text, out var address, out var problem)
            ? address
            : throw new ArgumentException($"{member} is not an e-mail address. {problem}", member);
}
