using Messaging.Links;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Model;

/// <summary>The tables of links, for hosts that use them.</summary>
internal static class LinkConfiguration
{
    public static void Apply(ModelBuilder model, ColumnTypes types, TableNames names)
    {
        var uses = new TableMap<LinkUse>(model, types, names, "link_uses").Key(u => u.Id);
        uses.Entity.HasIndex(u => u.ExpiresAt);
        var targets = new TableMap<RedirectTarget>(model, types, names, "link_targets").Key(t => t.Id).Length(t => t.TenantId, 100).Length(t => t.Url, 2048);
        targets.Entity.HasIndex(t => t.ExpiresAt);
    }
}
