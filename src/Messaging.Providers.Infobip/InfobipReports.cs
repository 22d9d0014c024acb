using System.Globalization;
using System.Text.Json;
using Messaging.Messages;
using Messaging.Tracking;

namespace Messaging.Providers.Infobip;

/// <summary>Reads what Infobip reports of messages that were sent.</summary>
internal static class InfobipReports
{
    /// <summary>A delivery report, of SMS in any version of the API or of WhatsApp.</summary>
    /// <param name="entry">The report.</param>
    /// <param name="channel">The channel that the address was handed over for, or null when it says none.</param>
    /// <param name="usual">The channel of a report whose form tells none either.</param>
    /// <param name="receivedAt">When it came in.</param>
    public static WebhookEvent? ReadDelivery(JsonElement entry, MessageChannel? channel, MessageChannel usual, DateTimeOffset receivedAt)
    {
        if (entry.GetText("messageId") is not { } id || entry.GetStatus("status") is not { } status)
        {
            return null;
        }

        var error = entry.GetStatus("error") is { Id: not (null or 0) } read ? read : null;
        var kind = KindOf(status, error);
        var effect = kind is MessageEventKind.Failed or MessageEventKind.Bounced ? InfobipErrors.EffectOf(status, error) : ContactEffect.None;
        return new WebhookEvent
        {
            EventKey = string.Create(CultureInfo.InvariantCulture, $"{id}:{status.GroupId}:{status.Id}:{error?.Id}"),
            Channel = channel ?? ChannelOf(entry) ?? usual,
            Kind = effect is ContactEffect.OptOut or ContactEffect.Unsubscribe ? MessageEventKind.Dropped : kind,
            OccurredAt = entry.GetTime("doneAt") ?? entry.GetTime("sentAt") ?? receivedAt,
            Reference = entry.GetText("callbackData"),
            ProviderMessageId = id,
            Address = entry.GetText("to") is { } to ? InfobipInbound.Address(to) : null,
            Effect = effect,
            Detail = string.Join(' ', new[] { status.Name, error?.Name, error?.Description }.Where(static t => t is not null)),
        };
    }

    /// <summary>A report that a WhatsApp message was read.</summary>
    public static WebhookEvent? ReadSeen(JsonElement entry, DateTimeOffset receivedAt) => entry.GetText("messageId") is { } id
        ? new WebhookEvent
        {
            EventKey = $"{id}:seen",
            Channel = MessageChannel.WhatsApp,
            Kind = MessageEventKind.Read,
            OccurredAt = entry.GetTime("seenAt") ?? receivedAt,
            Reference = entry.GetText("callbackData"),
            ProviderMessageId = id,
        }
        : null;

    /// <summary>That a person wants no marketing on WhatsApp any more, or wants it again.</summary>
    /// <param name="root">The report.</param>
    /// <param name="content">Its content.</param>
    /// <param name="receivedAt">When it came in.</param>
    public static WebhookEvent? ReadMarketing(JsonElement root, JsonElement content, DateTimeOffset receivedAt)
    {
        if (content.GetText("notificationMessagesStatus") is not { } wish || content.GetText("from") is not { } from)
        {
            return null;
        }

        // To resume is no consent: that is asked for anew.
        var isStop = string.Equals(wish, "stop", StringComparison.OrdinalIgnoreCase);
        var at = root.GetTime("createdAt") ?? receivedAt;
        return new WebhookEvent
        {
            EventKey = string.Create(CultureInfo.InvariantCulture, $"marketing:{from}:{wish}:{at.ToUnixTimeMilliseconds()}"),
            Channel = MessageChannel.WhatsApp,
            Kind = isStop ? MessageEventKind.Unsubscribed : MessageEventKind.Other,
            OccurredAt = at,
            Address = InfobipInbound.Address(from),
            Effect = isStop ? ContactEffect.Unsubscribe : ContactEffect.None,
            Detail = content.GetText("description") ?? wish,
        };
    }

    private static MessageEventKind KindOf(InfobipStatus status, InfobipStatus? error) => (status.GroupId, status.Id) switch
    {
        // The message with the same id that was there before goes on; this says nothing of it.
        _ when InfobipErrors.IsDuplicate(status, error) => MessageEventKind.Other,

        // Called delivered, and only at the operator yet.
        (_, 2) => MessageEventKind.Sent,
        (0 or 1, _) => MessageEventKind.Accepted,
        (3, _) => MessageEventKind.Delivered,
        (2, _) => InfobipErrors.IsPermanent(status, error) ? MessageEventKind.Bounced : MessageEventKind.Failed,
        (4 or 5, _) => MessageEventKind.Failed,
        _ => MessageEventKind.Other,
    };

    private static MessageChannel? ChannelOf(JsonElement entry) =>
        entry.Get("contact") is not null ? MessageChannel.WhatsApp
        : entry.Get("smsCount") is not null || entry.Get("mccMnc") is not null || entry.Get("sender") is not null ? MessageChannel.Sms
        : (MessageChannel?)null;
}
