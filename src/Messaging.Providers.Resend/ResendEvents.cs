using System.Text.Json;
using Messaging.Messages;
using Messaging.Tracking;

namespace Messaging.Providers.Resend;

/// <summary>Reads the event of a webhook, whose authenticity was checked.</summary>
internal static class ResendEvents
{
    private const int MaxText = 2000;

    /// <summary>Reads an event.</summary>
    /// <returns>The event, or null when it is about no message and nobody's address.</returns>
    public static WebhookEvent? Read(string type, JsonElement data, string key, DateTimeOffset at)
    {
        var id = data.Text("email_id");
        var (kind, effect) = Meaning(type, data);
        if (id is null && effect == ContactEffect.None)
        {
            return null;
        }

        return new WebhookEvent
        {
            EventKey = key,
            Channel = MessageChannel.Email,
            Kind = kind,
            OccurredAt = at,
            Reference = ResendReference.Read(data.Part("tags")?.Text(ResendReference.Tag)),
            ProviderMessageId = string.IsNullOrEmpty(id) ? null : id,
            Address = AddressOf(data),
            Effect = effect,
            Detail = DetailOf(data),
        };
    }

    private static (MessageEventKind Kind, ContactEffect Effect) Meaning(string type, JsonElement data) => type switch
    {
        "email.scheduled" => (MessageEventKind.Accepted, ContactEffect.None),
        "email.sent" => (MessageEventKind.Sent, ContactEffect.None),
        "email.delivered" => (MessageEventKind.Delivered, ContactEffect.None),
        "email.delivery_delayed" => (MessageEventKind.Deferred, ContactEffect.None),
        "email.bounced" => MeaningOfBounce(data.Part("bounce")),
        "email.suppressed" => (MessageEventKind.Dropped, EffectOfSuppression(data.Part("suppressed")?.Text("reason"))),
        "email.failed" => (MessageEventKind.Failed, ContactEffect.None),
        "email.complained" => (MessageEventKind.Complained, ContactEffect.Complaint),
        "email.opened" => (MessageEventKind.Opened, ContactEffect.None),
        "email.clicked" => (MessageEventKind.Clicked, ContactEffect.None),

        // A contact who wants no broadcasts any more; about no single message.
        "contact.updated" when data.TryGetProperty("unsubscribed", out var value) && value.ValueKind == JsonValueKind.True => (MessageEventKind.Unsubscribed, ContactEffect.Unsubscribe),
        _ => (MessageEventKind.Other, ContactEffect.None),
    };

    private static (MessageEventKind Kind, ContactEffect Effect) MeaningOfBounce(JsonElement? bounce) => (bounce?.Text("type"), bounce?.Text("subType")) switch
    {
        ("Permanent", _) => (MessageEventKind.Bounced, ContactEffect.HardBounce),

        // What was sent was refused, not who it was sent to.
        ("Transient", "MessageTooLarge" or "ContentRejected" or "AttachmentRejected") => (MessageEventKind.SoftBounced, ContactEffect.None),
        ("Transient", _) => (MessageEventKind.SoftBounced, ContactEffect.SoftBounce),
        _ => (MessageEventKind.SoftBounced, ContactEffect.None),
    };

    private static ContactEffect EffectOfSuppression(string? reason) => reason switch
    {
        "previous_bounce" => ContactEffect.HardBounce,
        "previous_complaint" => ContactEffect.Complaint,
        _ => ContactEffect.None,
    };

    // Each message has one recipient; of several nobody can tell which one is meant.
    private static string? AddressOf(JsonElement data)
    {
        var recipients = data.Texts("to").Take(2).ToList();
        return recipients.Count == 1 ? MailboxText.Read(recipients[0]).Address : recipients.Count == 0 && data.Text("email") is { } contact ? MailboxText.Read(contact).Address : null;
    }

    private static string? DetailOf(JsonElement data)
    {
        var bounce = data.Part("bounce");
        var words = bounce is { } b
            ? string.Join(' ', new[] { b.Text("type"), b.Text("subType"), b.Text("message"), b.Texts("diagnosticCode").FirstOrDefault() }.Where(static t => !string.IsNullOrEmpty(t)))
            : data.Part("failed")?.Text("reason") ?? data.Part("suppressed")?.Text("message") ?? data.Part("click")?.Text("link");
        return string.IsNullOrEmpty(words) ? null : words.Length > MaxText ? words[..MaxText] : words;
    }
}
