using System.Text.Json;
using Messaging.Tracking;

namespace Messaging.Providers.Infobip;

/// <summary>Reads what people wrote.</summary>
internal static class InfobipInbound
{
    private const int MinNumber = 7;
    private const int MaxNumber = 15;

    /// <summary>An SMS.</summary>
    public static WebhookMessage? ReadSms(JsonElement entry, DateTimeOffset receivedAt) => Read(entry, MessageChannel.Sms, receivedAt) is { } message
        ? message with { Text = entry.GetText("text") ?? entry.GetText("cleanText") ?? "" }
        : null;

    /// <summary>A WhatsApp message.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="content">Its message.</param>
    /// <param name="receivedAt">When it came in.</param>
    public static WebhookMessage? ReadWhatsApp(JsonElement entry, JsonElement content, DateTimeOffset receivedAt)
    {
        if (Read(entry, MessageChannel.WhatsApp, receivedAt) is not { } message)
        {
            return null;
        }

        var context = content.GetObject("context") ?? entry.GetObject("context");
        return message with
        {
            Text = content.GetText("text") ?? content.GetText("caption") ?? content.GetText("title") ?? content.GetText("emoji") ?? "",
            FromName = entry.GetObject("contact")?.GetText("name") ?? "",
            InReplyTo = entry.GetText("pairedMessageId") ?? context?.GetText("id"),
            Media = content.GetText("url") is { } url ? [new WebhookMedia(url, "", content.GetText("filename") ?? "")] : [],
        };
    }

    /// <summary>A number in the form of E.164, or what is no number as it is: a short code, a name.</summary>
    public static string Address(string text) => text.Length is >= MinNumber and <= MaxNumber && text[0] != '0' && text.All(char.IsAsciiDigit) ? $"+{text}" : text;

    private static WebhookMessage? Read(JsonElement entry, MessageChannel channel, DateTimeOffset receivedAt) => entry.GetText("messageId") is { } id && entry.GetText("from") is { } from
        ? new WebhookMessage
        {
            EventKey = $"{id}:received",
            Channel = channel,
            From = Address(from),
            To = Address(entry.GetText("to") ?? ""),
            ProviderMessageId = id,
            ReceivedAt = entry.GetTime("receivedAt") ?? receivedAt,
        }
        : null;
}
