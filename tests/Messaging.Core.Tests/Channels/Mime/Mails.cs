using Messaging.Channels;
using Messaging.Channels.Mime;
using Messaging.Templates;

namespace Messaging.Core.Tests.Channels.Mime;

/// <summary>Emails to start a test from.</summary>
internal static class Mails
{
    public static NamedAddress Sender { get; } = Address("Haff Segeln <info@example.org>");

    public static EmailMessage Simple { get; } = new()
    {
        From = Sender,
        To = Address("Anna Schmidt <anna@example.net>"),
        Subject = "Your booking",
        Text = "Hello Anna,\nsee you on Friday.\n",
        MessageId = "0194-1@example.org",
        Date = new DateTimeOffset(2030, 1, 15, 12, 0, 0, TimeSpan.Zero),
    };

    public static EmailMessage Full { get; } = Simple with
    {
        ReplyTo = Address("answers@example.org").Address,
        Html = "<p>Hello <img src=\"cid:logo\"></p>",
        Attachments = [File("invoice.pdf", "application/pdf"), File("logo.png", "image/png", "logo")],
        Headers = Header("X-Campaign", "spring"),
    };

    public static OutboundMessage Outbound { get; } = new()
    {
        Id = Guid.Parse("01940000-0000-7000-8000-000000000001"),
        IdempotencyKey = "01940000-0000-7000-8000-000000000001",
        Channel = MessageChannel.Email,
        Address = "anna@example.net",
        RecipientId = "customer-7",
        RecipientName = "Anna Schmidt",
        Content = new RenderedContent("Your booking", "Hello Anna", "<p>Hello Anna</p>"),
        CreatedAt = new DateTimeOffset(2030, 1, 15, 12, 0, 0, TimeSpan.Zero),
    };

    public static NamedAddress Address(string text) =>
        NamedAddress.TryParse(text, out var result, out var problem) ? result : throw new ArgumentException(problem, nameof(text));

    public static MessageAttachment File(string name, string type = "application/octet-stream", string? contentId = null, byte[]? content = null) =>
        new() { FileName = name, ContentType = type, ContentId = contentId, Content = content ?? [1, 2, 3] };

    public static IReadOnlyDictionary<string, string> Header(string name, string value) => new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [name] = value };
}
