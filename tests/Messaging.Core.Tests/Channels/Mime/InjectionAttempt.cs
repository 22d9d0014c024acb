using Messaging.Channels.Mime;

namespace Messaging.Core.Tests.Channels.Mime;

/// <summary>One attempt to smuggle a header, a part or a recipient into an email through one of its values.</summary>
internal sealed record InjectionAttempt(string Field, string Text)
{
    private const string Victim = "victim@example.com";

    /// <summary>The same for every run.</summary>
    private const int Seed = 20_300_115;

    private static readonly string[] Breaks =
    [
        "\r", "\n", "\r\n", "\n\r", "\r\r\n", "\0", "\u2028", "\u2029", "\u0085", "\v", "\f", "\r\n ", "\r\n\t", "\n ", "%0d%0a", "%0D%0A", "%0a", "\\r\\n", "=0D=0A", "&#13;&#10;", "\u560D\u560A",
        "\uFF0D\uFF0A", "\u240D\u240A", "\r\0\n", "\u001B[0m\n", "\uD83D\r\n", "?=\r\n", "\"\r\n", ">\r\n",
    ];

    private static readonly string[] Payloads =
    [
        $"Bcc: {Victim}", $"To: {Victim}", $"\r\nBcc: {Victim}", "\r\n\r\n<script>alert(1)</script>", "\n\nbody", "\r\n.\r\nMAIL FROM:<evil@example.com>", "Content-Type: text/html\r\n\r\n<b>x</b>",
        $"=?utf-8?q?=0D=0ABcc:_{Victim}?=", "=?utf-8?b?DQpCY2M6IHZpY3RpbUBleGFtcGxlLmNvbQ==?=", "=?utf-7?q?+AA0ACg-Bcc:?=", "\"; filename=\"evil.exe", "; filename*=utf-8''evil.exe", "\" <evil@example.com>, \"",
        $"<{Victim}>", $", {Victim}", $"; {Victim};", "X-Injected: yes", "--=_0_0\r\nContent-Type: text/html\r\n\r\nevil", "-- \r\n--boundary--", ">\r\nX-Injected: yes", $" (comment) {Victim}",
    ];

    private static readonly string[] Prefixes = ["", "a", "Hello ", "ü", "漢字", new('x', 70), new('x', 990), "=?utf-8?q?", "\"", "a@example.org"];

    public static IReadOnlyList<string> Fields { get; } =
    [
        "subject", "senderName", "fromName", "recipientName", "address", "replyTo", "headerName", "headerValue", "fileName", "contentType", "contentId", "idempotencyKey", "text", "html",
        "inlineFileName", "attachmentContent",
    ];

    /// <summary>Attempts through every field in turn, each with another combination of prefix, line break, payload and tail.</summary>
    public static IEnumerable<InjectionAttempt> Generate(int count)
    {
        var random = new Random(Seed);
        for (var i = 0; i < count; i++)
        {
            var text = Pick(random, Prefixes) + Pick(random, Breaks) + Pick(random, Payloads) + (random.Next(2) == 0 ? "" : Pick(random, Breaks) + "tail");
            yield return new InjectionAttempt(Fields[i % Fields.Count], text);
        }
    }

    /// <summary>A full email with the text in its field. Refusing it at any point, with an argument exception, is right.</summary>
    public EmailMessage Apply()
    {
        var outbound = Mails.Outbound with
        {
            Content = new("Subject", "Text", "<img src=\"cid:logo\">"),
            ReplyTo = "answers@example.org",
            Headers = Mails.Header("X-Campaign", "spring"),
            Attachments = [Mails.File("invoice.pdf", "application/pdf"), Mails.File("logo.png", "image/png", "logo")],
        };
        var file = outbound.Attachments[0];
        var image = outbound.Attachments[1];
        outbound = Field switch
        {
            "subject" => outbound with { Content = outbound.Content with { Subject = Text } },
            "senderName" => outbound with { SenderName = Text },
            "recipientName" => outbound with { RecipientName = Text },
            "address" => outbound with { Address = Text },
            "replyTo" => outbound with { ReplyTo = Text },
            "headerName" => outbound with { Headers = Mails.Header(Text, "spring") },
            "headerValue" => outbound with { Headers = Mails.Header("X-Campaign", Text) },
            "fileName" => outbound with { Attachments = [file with { FileName = Text }, image] },
            "inlineFileName" => outbound with { Attachments = [file, image with { FileName = Text }] },
            "contentType" => outbound with { Attachments = [file with { ContentType = Text }, image] },
            "contentId" => outbound with { Attachments = [file with { ContentId = Text }, image] },
            "attachmentContent" => outbound with { Attachments = [file with { Content = System.Text.Encoding.UTF8.GetBytes(Text) }, image] },
            "idempotencyKey" => outbound with { IdempotencyKey = Text },
            "text" => outbound with { Content = outbound.Content with { Text = Text } },
            "html" => outbound with { Content = outbound.Content with { Html = Text + "<img src=\"cid:logo\">" } },
            _ => outbound,
        };
        return EmailMessage.Create(outbound, Field == "fromName" ? Mails.Sender with { Name = Text } : Mails.Sender);
    }

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];
}
