using System.Text.Json;
using Messaging.Messages;

namespace Messaging.Planning;

/// <summary>Makes the request that repeats a stored message.</summary>
internal static class Repetition
{
    public static MessageRequest Of(Message message, MessageContent content, ResendRequest options)
    {
        var channel = options.Channel ?? message.Channel;
        var draft = MessageDraft.Parse(content.Draft);
        return new MessageRequest
        {
            Template = message.TemplateCode.Length > 0 ? message.TemplateCode : null,
            Content = message.TemplateCode.Length > 0 ? null : new InlineContent { Subject = draft.Subject, Text = draft.Text, Html = draft.Html },
            To =
            [
                new Recipient
                {
                    Id = message.RecipientId,
                    Type = message.RecipientType,
                    Name = content.RecipientName,
                    Addresses = Addresses(message, content, channel, options.Address),
                    Locale = message.Locale,
                    TimeZone = message.TimeZone,
                },
            ],
            Data = content.Data,
            Channels = [channel],
            Tenant = message.TenantId,
            Type = message.Type,
            Category = message.Category,
            Entity = new EntityReference(message.EntityType, message.EntityId),
            Tags = message.Tags,
            Metadata = content.Metadata is null ? new Dictionary<string, string>(StringComparer.Ordinal) : JsonSerializer.Deserialize(content.Metadata, MessageJson.Default.DictionaryStringString)!,
            CreatedBy = options.CreatedBy,
            Priority = message.Priority,
            IdempotencyKey = options.IdempotencyKey,
            SenderName = draft.SenderName,
            ReplyTo = draft.ReplyTo,
            Cc = channel == MessageChannel.Email ? draft.Cc ?? [] : [],
            Bcc = channel == MessageChannel.Email ? draft.Bcc ?? [] : [],
            Headers = draft.Headers ?? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase),
        };
    }

    // A number serves texts and WhatsApp alike; an inbox needs only the recipient's key. Any other change of channel needs the new address.
    private static Dictionary<MessageChannel, string> Addresses(Message message, MessageContent content, MessageChannel channel, string? address)
    {
        if (address is not null)
        {
            return new() { [channel] = address };
        }

        if (channel == message.Channel || (IsPhone(channel) && IsPhone(message.Channel)))
        {
            return new() { [channel] = content.Address };
        }

        return channel == MessageChannel.InApp && message.RecipientId.Length > 0
            ? []
            : throw new InvalidMessageException(
                nameof(ResendRequest.Address), $"The message went out on {message.Channel}; to resend it on {channel}, give the recipient's address for that channel.");
    }

    private static bool IsPhone(MessageChannel channel) => channel == MessageChannel.Sms || channel == MessageChannel.WhatsApp;
}
