using Messaging.EntityFramework.Model;
using Messaging.Inbound;

namespace Messaging.EntityFramework.Store;

/// <summary>The columns of the table of inbound messages.</summary>
internal static class InboundColumns
{
    public static Column<InboundMessage>[] Messages { get; } =
    [
        new(nameof(InboundMessage.Id), ColumnKind.Guid, i => i.Id),
        new(nameof(InboundMessage.TenantId), ColumnKind.Text, i => i.TenantId),
        new(nameof(InboundMessage.Provider), ColumnKind.Text, i => i.Provider),
        new(nameof(InboundMessage.EventKey), ColumnKind.Text, i => i.EventKey),
        new(nameof(InboundMessage.Connection), ColumnKind.Text, i => i.Connection),
        new(nameof(InboundMessage.Channel), ColumnKind.Text, i => i.Channel.Value),
        new(nameof(InboundMessage.From), ColumnKind.Text, i => i.From),
        new(nameof(InboundMessage.To), ColumnKind.Text, i => i.To),
        new(nameof(InboundMessage.FromName), ColumnKind.Text, i => i.FromName),
        new(nameof(InboundMessage.Subject), ColumnKind.Text, i => i.Subject),
        new(nameof(InboundMessage.Text), ColumnKind.Text, i => i.Text),
        new(nameof(InboundMessage.Media), ColumnKind.Text, i => ColumnConverters.WriteMedia(i.Media)),
        new(nameof(InboundMessage.ProviderMessageId), ColumnKind.Text, i => i.ProviderMessageId),
        new(nameof(InboundMessage.InReplyTo), ColumnKind.Text, i => i.InReplyTo),
        new(nameof(InboundMessage.ContactId), ColumnKind.Guid, i => i.ContactId),
        new(nameof(InboundMessage.MessageId), ColumnKind.Guid, i => i.MessageId),
        new(nameof(InboundMessage.RecipientId), ColumnKind.Text, i => i.RecipientId),
        new(nameof(InboundMessage.RecipientType), ColumnKind.Text, i => i.RecipientType),
        new(nameof(InboundMessage.Meaning), ColumnKind.Int16, i => (short)i.Meaning),
        new(nameof(InboundMessage.WrittenAt), ColumnKind.Time, i => i.WrittenAt),
        new(nameof(InboundMessage.ReceivedAt), ColumnKind.Time, i => i.ReceivedAt),
        new(nameof(InboundMessage.State), ColumnKind.Int16, i => (short)i.State),
        new(nameof(InboundMessage.Attempts), ColumnKind.Int16, i => i.Attempts),
        new(nameof(InboundMessage.DueAt), ColumnKind.Time, i => i.DueAt),
        new(nameof(InboundMessage.HandledAt), ColumnKind.Time, i => i.HandledAt),
        new(nameof(InboundMessage.LastError), ColumnKind.Text, i => i.LastError),
    ];
}
