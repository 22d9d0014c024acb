using Messaging.Preferences;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Model;

/// <summary>The table of devices, for hosts that use them. Its key is a hash: a token is too long for one.</summary>
internal static class DeviceConfiguration
{
    public static void Apply(ModelBuilder model, ColumnTypes types, TableNames names)
    {
        var map = new TableMap<Device>(model, types, names, "devices")
            .Key(d => d.Id)
            .Length(d => d.TenantId, 100)
            .Length(d => d.PersonType, 50)
            .Length(d => d.PersonId, 100)
            .Length(d => d.Token, 4096)
            .Length(d => d.App, 100);
        map.Entity.HasIndex(d => new { d.ContactId, d.SeenAt });
        map.Entity.HasIndex(d => d.RetiredAt).HasFilter($"{TableMap<Device>.Column(nameof(Device.RetiredAt))} IS NOT NULL");
    }
}
