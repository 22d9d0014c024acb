using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Messages;
using Messaging.Tracking;

namespace Messaging.Providers.SendGrid;

/// <summary>
/// Reads the array of the Event Webhook, whose authenticity was checked. See https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event.
/// </summary>
internal static class SendGridEvents
{
    // SendGrid posts up to 768 KB at once, which is more than a thousand events; what is not read now is never posted again.
    private const int MaxEvents = 4000;
    private const int MaxText = 2000;
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 32 };

    /// <summary>Reads the events of a request. An entry that cannot be read keeps no other from it.</summary>
    public static WebhookResult Read(WebhookRequest request)
    {
        try
        {
            using var document = JsonDocument.Parse(request.Body, Limits);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                return WebhookResult.Malformed("no array");
            }

            if (document.RootElement.GetArrayLength() > MaxEvents)
            {
                return WebhookResult.Malformed("too many events");
            }

            var events = document.RootElement.EnumerateArray().Select(e => TryRead(e, request.ReceivedAt)).ToList();
            return WebhookResult.Read([.. events.OfType<WebhookEvent>()], skipped: events.Count(static e => e is null));
        }
        catch (JsonException)
        {
            return WebhookResult.Malformed("no json");
        }
    }

    private static WebhookEvent? TryRead(JsonElement entry, DateTimeOffset receivedAt)
    {
        try
        {
            return entry.ValueKind == JsonValueKind.Object && Text(entry, "event") is { Length: > 0 } name ? Read(entry, name, receivedAt) : null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // Half a character, written as an escape, is found only when the text is asked for.
            return null;
        }
    }

    private static WebhookEvent Read(JsonElement entry, string name, DateTimeOffset receivedAt)
    {
        var (kind, effect) = Meaning(entry, name);
        return new WebhookEvent
        {
            EventKey = Text(entry, "sg_event_id") is { Length: > 0 } id ? id : KeyOf(entry, name),
            Channel = MessageChannel.Email,
            Kind = kind,
            OccurredAt = TimeOf(entry) ?? receivedAt,
            Reference = Text(entry, SendGridComposer.ReferenceArgument),
            ProviderMessageId = SendGridId.Of(SendGridId.FromEvent(Text(entry, "sg_message_id")), Text(entry, SendGridComposer.PartArgument)),
            Address = EmailAddress.TryParse(Text(entry, "email"), out var address, out _) ? address.ToAddrSpec() : null,
            Effect = effect,
            Detail = DetailOf(entry, name),
        };
    }

    private static (MessageEventKind Kind, ContactEffect Effect) Meaning(JsonElement entry, string name) => name switch
    {
        "processed" => (MessageEventKind.Accepted, ContactEffect.None),
        "delivered" => (MessageEventKind.Delivered, ContactEffect.None),
        "deferred" => (MessageEventKind.Deferred, ContactEffect.None),

        // A block is about the sender or the moment: SendGrid itself sends to the address again.
        "bounce" => Text(entry, "type") is null or "" or "bounce" ? (MessageEventKind.Bounced, ContactEffect.HardBounce) : (MessageEventKind.SoftBounced, ContactEffect.None),
        "dropped" => (MessageEventKind.Dropped, EffectOfDrop(Text(entry, "reason"))),
        "open" => (IsTrue(entry, "sg_machine_open") ? MessageEventKind.OpenedByMachine : MessageEventKind.Opened, ContactEffect.None),
        "click" => (MessageEventKind.Clicked, ContactEffect.None),
        "spamreport" => (MessageEventKind.Complained, ContactEffect.Complaint),
        "unsubscribe" or "group_unsubscribe" => (MessageEventKind.Unsubscribed, ContactEffect.Unsubscribe),
        // It gives back what that group's link took, and no consent.
        "group_resubscribe" => (MessageEventKind.Other, ContactEffect.None),
        _ => (MessageEventKind.Other, ContactEffect.None),
    };

    private static ContactEffect EffectOfDrop(string? reason) => reason?.Trim().ToUpperInvariant() switch
    {
        "BOUNCED ADDRESS" => ContactEffect.HardBounce,
        "SPAM REPORTING ADDRESS" => ContactEffect.Complaint,
        "UNSUBSCRIBED ADDRESS" => ContactEffect.Unsubscribe,
        _ => ContactEffect.None,
    };

    private static string? DetailOf(JsonElement entry, string name)
    {
        var words = name switch
        {
            "click" => Text(entry, "url"),
            "deferred" or "delivered" => Text(entry, "response"),
            _ => string.Join(' ', new[] { Text(entry, "status"), Text(entry, "reason") }.Where(static t => !string.IsNullOrEmpty(t))),
        };
        return string.IsNullOrEmpty(words) ? null : words.Length > MaxText ? words[..MaxText] : words;
    }

    // For the rare event without an id: made of what tells it from another, in a fixed order.
    private static string KeyOf(JsonElement entry, string name)
    {
        string?[] parts =
        [
            name, TimeOf(entry)?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), Text(entry, "email"), Text(entry, "sg_message_id"), Text(entry, "smtp-id"),
            Text(entry, SendGridComposer.ReferenceArgument), Text(entry, "type"), Text(entry, "status"), Text(entry, "reason"), Text(entry, "response"), Text(entry, "attempt"), Text(entry, "url"),
        ];
        var text = string.Join('\n', parts.Select(static p => string.Create(CultureInfo.InvariantCulture, $"{p?.Length ?? -1}:{p}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    // Whole seconds since 1970, as a number; a text is taken too.
    private static DateTimeOffset? TimeOf(JsonElement entry)
    {
        if (!entry.TryGetProperty("timestamp", out var value))
        {
            return null;
        }

        var text = value.ValueKind is JsonValueKind.Number or JsonValueKind.String ? value.ToString() : "";
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= int.MaxValue ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    // Several fields come in more than one type; only a text, or a number in place of one, says anything here.
    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;

    private static bool IsTrue(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) && (value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.ValueEquals("true")));
}
