using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Messaging.Tracking;

namespace Messaging.Providers.SendGrid;

/// <summary>
/// Reads mail that came in over Inbound Parse, whose authenticity was checked. See https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/setting-up-the-inbound-parse-webhook.
/// </summary>
internal static class SendGridInbound
{
    private const int MaxRecipients = 50;
    private const int MaxMedia = 100;

    /// <summary>Reads the mail of a request: a message for each address of the host's that it was sent to.</summary>
    public static WebhookResult Read(WebhookRequest request, string contentType)
    {
        if (!FormParts.TryRead(contentType, request.Body, out var parts))
        {
            return WebhookResult.Malformed("no form");
        }

        try
        {
            var messages = Read(parts, request.ReceivedAt);
            return WebhookResult.Read([], messages, messages.Count == 0 ? 1 : 0);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // Half a character, written as an escape in the envelope.
            return WebhookResult.Read([], [], 1);
        }
    }

    private static IReadOnlyList<WebhookMessage> Read(IReadOnlyList<FormPart> parts, DateTimeOffset receivedAt)
    {
        var form = new InboundForm(parts);
        var (sender, recipients) = EnvelopeOf(form);

        // The author is who wrote; the envelope's sender is where bounces go, and often a machine's.
        var (from, name) = MailboxText.Read(form.Text("from"));
        from ??= MailboxText.Read(sender).Address;
        if (from is null || recipients.Count == 0)
        {
            return [];
        }

        var headers = form.Text("headers");
        var id = MailHeader.Find(headers, "Message-ID").Trim('<', '>');
        var (subject, text, html) = (form.Text("subject"), form.Text("text"), form.Text("html"));
        var media = parts.Where(static p => p.FileName is not null).Take(MaxMedia).Select(static p => new WebhookMedia("", p.ContentType, p.FileName!)).ToList();
        return [.. recipients.Select(to => new WebhookMessage
        {
            EventKey = KeyOf(id, from, to, subject, text, html, media.Count.ToString(CultureInfo.InvariantCulture)),
            Channel = MessageChannel.Email,
            From = from,
            FromName = name,
            To = to,
            Subject = subject,
            Text = text.Length == 0 ? HtmlWords.Read(html) : text,
            ProviderMessageId = id.Length == 0 ? null : id,
            InReplyTo = AnsweredBy(MailHeader.Find(headers, "In-Reply-To")),
            Media = media,
            ReceivedAt = receivedAt,
        })];
    }

    // The envelope says to whom it was sent. The field "to" is what the author wrote there, which may be anybody.
    private static (string Sender, IReadOnlyList<string> Recipients) EnvelopeOf(InboundForm form)
    {
        using var envelope = form.Json("envelope");
        if (envelope is not { RootElement: { ValueKind: JsonValueKind.Object } root })
        {
            return ("", []);
        }

        var sender = root.TryGetProperty("from", out var from) && from.ValueKind == JsonValueKind.String ? from.GetString()! : "";
        var recipients = root.TryGetProperty("to", out var to) && to.ValueKind == JsonValueKind.Array
            ? to.EnumerateArray().Where(static t => t.ValueKind == JsonValueKind.String).Take(MaxRecipients).Select(static t => MailboxText.Read(t.GetString()!).Address)
            : [];
        return (sender, [.. recipients.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    // SendGrid makes the Message-ID of what it sends from the id that it answered with.
    private static string? AnsweredBy(string header)
    {
        var id = header.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()?.Trim('<', '>') ?? "";
        var at = id.IndexOf('@', StringComparison.Ordinal);
        return id.Length == 0 ? null : at > 0 && id.AsSpan(at).Contains("ismtpd", StringComparison.OrdinalIgnoreCase) ? id[..at] : id;
    }

    // SendGrid gives no id of its own, and the author chose the Message-ID: only with the content does it name one mail.
    private static string KeyOf(params string[] parts)
    {
        var text = string.Join('\n', parts.Select(static p => string.Create(CultureInfo.InvariantCulture, $"{p.Length}:{p}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
