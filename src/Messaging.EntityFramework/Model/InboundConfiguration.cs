using Messaging.Inbound;
using Messaging.Messages;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Model;

/// <summary>The table of inbound messages, for hosts that keep them, and the index by which the last message to an address is found.</summary>
internal static class InboundConfiguration
{
    public static void Apply(ModelBuilder model, ColumnTypes types, TableNames names)
    {
        var map = new TableMap<InboundMessage>(model, types, names, "inbound")
            .Key(i => i.Id)
            .Length(i => i.TenantId, 100)
            .Length(i => i.Provider, 50)
            .Length(i => i.EventKey, 100)
            .Length(i => i.Connection, 50)
            .Length(i => i.From, 255)
            .Length(i => i.To, 255)
            .Length(i => i.FromName, 255)
            .Length(i => i.Subject, 500)
            .Length(i => i.ProviderMessageId, 255)
            .Length(i => i.InReplyTo, 255)
            .Length(i => i.RecipientId, 100)
            .Length(i => i.RecipientType, 50)
            .Length(i => i.LastError, 100);
        var recipientId = TableMap<InboundMessage>.Column(nameof(InboundMessage.RecipientId));
        var state = TableMap<InboundMessage>.Column(nameof(InboundMessage.State));
        map.Entity.HasIndex(i => new { i.Provider, i.EventKey }).IsUnique();
        map.Entity.HasIndex(i => new { i.TenantId, i.ReceivedAt, i.Id });
        map.Entity.HasIndex(i => new { i.ContactId, i.ReceivedAt });
        map.Entity.HasIndex(i => new { i.TenantId, i.RecipientId, i.ReceivedAt }).HasFilter($"{recipientId} <> ''");
        map.Entity.HasIndex(i => i.DueAt).HasFilter($"{state} = {(int)InboundState.Waiting}");

        // Without the tokens of devices, which are long and do not write.
        model.Entity<MessageContent>().HasIndex(c => new { c.Address, c.Id }).HasFilter($"length({TableMap<MessageContent>.Column(nameof(MessageContent.Address))}) <= {IInboundStore.MaxAddressLength}");
    }
}
