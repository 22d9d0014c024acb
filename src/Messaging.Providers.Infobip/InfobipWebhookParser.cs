using System.Text.Json;
using Messaging.Tracking;

namespace Messaging.Providers.Infobip;

/// <summary>Reads what Infobip posts: delivery and seen reports, inbound messages and marketing wishes, told apart by their form, on one address.</summary>
internal sealed class InfobipWebhookParser(InfobipOptions options) : IWebhookParser
{
    private const int MaxEntries = 1000;

    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 32 };

    private readonly InfobipCredentials _credentials = new(options);
    private readonly MessageChannel _usual = string.IsNullOrEmpty(options.SmsSender) ? MessageChannel.WhatsApp : MessageChannel.Sms;

    /// <inheritdoc/>
    public WebhookResult Parse(WebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_credentials.Check(request) is { } problem)
        {
            return WebhookResult.Forged(problem);
        }

        try
        {
            using var document = JsonDocument.Parse(request.Body, Limits);
            return Read(document.RootElement, request);
        }
        catch (JsonException)
        {
            return WebhookResult.Malformed("no JSON");
        }
    }

    private WebhookResult Read(JsonElement root, WebhookRequest request)
    {
        if (root.GetObject("content") is { } content)
        {
            return InfobipReports.ReadMarketing(root, content, request.ReceivedAt) is { } wish ? WebhookResult.Read([wish]) : WebhookResult.Read([], skipped: 1);
        }

        // Other news, of templates or payments, comes to the same address when it is set up there.
        if (root.Get("results") is not { ValueKind: JsonValueKind.Array } results)
        {
            return root.ValueKind == JsonValueKind.Object ? WebhookResult.Read([], skipped: 1) : WebhookResult.Malformed("no object");
        }

        if (results.GetArrayLength() > MaxEntries)
        {
            return WebhookResult.Malformed("too many entries");
        }

        var channel = ChannelOf(request.Query);
        var (events, messages, skipped) = (new List<WebhookEvent>(), new List<WebhookMessage>(), 0);
        foreach (var entry in results.EnumerateArray())
        {
            if (ReadEvent(entry, channel, request.ReceivedAt) is { } report)
            {
                events.Add(report);
            }
            else if (ReadMessage(entry, request.ReceivedAt) is { } message)
            {
                messages.Add(message);
            }
            else
            {
                skipped++;
            }
        }

        return WebhookResult.Read(events, messages, skipped);
    }

    private WebhookEvent? ReadEvent(JsonElement entry, MessageChannel? channel, DateTimeOffset receivedAt) =>
        entry.GetObject("message") is not null ? null
        : entry.Get("seenAt") is not null ? InfobipReports.ReadSeen(entry, receivedAt)
        : entry.Get("status") is not null ? InfobipReports.ReadDelivery(entry, channel, _usual, receivedAt)
        : null;

    private static WebhookMessage? ReadMessage(JsonElement entry, DateTimeOffset receivedAt) =>
        entry.GetObject("message") is { } content ? InfobipInbound.ReadWhatsApp(entry, content, receivedAt)
        : entry.Get("status") is null && entry.Get("seenAt") is null && (entry.Get("text") ?? entry.Get("cleanText")) is not null ? InfobipInbound.ReadSms(entry, receivedAt)
        : null;

    private static MessageChannel? ChannelOf(string query) => InfobipCallback.Find(query, InfobipCallback.ChannelKey) switch
    {
        "sms" => MessageChannel.Sms,
        "whatsapp" => MessageChannel.WhatsApp,
        _ => (MessageChannel?)null,
    };
}
