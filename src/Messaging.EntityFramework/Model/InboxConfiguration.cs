using Messaging.Inbox;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Model;

/// <summary>The table of the in-app channel, for hosts that use it.</summary>
internal static class InboxConfiguration
{
    public static void Apply(ModelBuilder model, ColumnTypes types, TableNames names)
    {
        var map = new TableMap<InboxItem>(model, types, names, "inbox_items")
            .Key(i => i.Id)
            .Length(i => i.TenantId, 100)
            .Length(i => i.RecipientId, 100)
            .Length(i => i.Type, 100)
            .Length(i => i.EntityType, 50)
            .Length(i => i.EntityId, 100);
        map.Entity.HasIndex(i => new { i.TenantId, i.RecipientId, i.CreatedAt, i.Id });
        map.Entity.HasIndex(i => new { i.TenantId, i.RecipientId }).HasFilter($"{TableMap<InboxItem>.Column(nameof(InboxItem.ReadAt))} IS NULL");
    }
}
