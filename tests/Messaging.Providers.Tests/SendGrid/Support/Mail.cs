using Messaging.Channels;
using Messaging.Templates;

namespace Messaging.Providers.Tests.SendGrid.Support;

/// <summary>Messages to send.</summary>
internal static class Mail
{
    public static OutboundMessage Message(int number = 1, string? text = "Hello ☃", int attempt = 1) => new()
    {
        Id = new Guid(number, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8),
        IdempotencyKey = $"0123456789abcdef-key-{number}.0",
        Channel = MessageChannel.Email,
        Address = $"guest{number}@example.com",
        RecipientName = $"Guest {number}",
        Content = new RenderedContent($"Subject {number}", text, text is null ? null : $"<p>{text}</p>"),
        CreatedAt = new DateTimeOffset(2030, 1, 15, 12, 0, 0, TimeSpan.Zero),
        Attempt = attempt,
    };

    /// <summary>A message with everything in it that a message can have.</summary>
    public static OutboundMessage Complete(int number = 1) => Message(number) with
    {
        Tenant = "haff",
        Category = MessageCategory.Marketing,
        SenderName = "Haff, \"Segeln\" ☀",
        ReplyTo = "office@example.org",
        Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Trip"] = "42", ["List-Unsubscribe"] = "<https://example.org/u/abc>" },
        Attachments =
        [
            new MessageAttachment { FileName = "Đặt-phòng.pdf", ContentType = "application/pdf", Content = new byte[] { 0, 1, 2, 255 } },
            new MessageAttachment { FileName = "logo.png", ContentType = "image/png", Content = new byte[] { 3 }, ContentId = "logo" },
            new MessageAttachment { FileName = "invite.ics", ContentType = "text/calendar; charset=utf-8; method=REQUEST", Content = new byte[] { 4 } },
        ],
        Generation = 2,
    };
}
