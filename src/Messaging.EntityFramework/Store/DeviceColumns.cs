using Messaging.Preferences;

namespace Messaging.EntityFramework.Store;

/// <summary>The columns of devices.</summary>
internal static class DeviceColumns
{
    public static Column<Device>[] Devices { get; } =
    [
        new(nameof(Device.Id), ColumnKind.Guid, d => d.Id),
        new(nameof(Device.TenantId), ColumnKind.Text, d => d.TenantId),
        new(nameof(Device.ContactId), ColumnKind.Guid, d => d.ContactId),
        new(nameof(Device.PersonType), ColumnKind.Text, d => d.PersonType),
        new(nameof(Device.PersonId), ColumnKind.Text, d => d.PersonId),
        new(nameof(Device.Token), ColumnKind.Text, d => d.Token),
        new(nameof(Device.Platform), ColumnKind.Int16, d => (short)d.Platform),
        new(nameof(Device.App), ColumnKind.Text, d => d.App),
        new(nameof(Device.SeenAt), ColumnKind.Time, d => d.SeenAt),
        new(nameof(Device.RetiredAt), ColumnKind.Time, d => d.RetiredAt),
    ];
}
