using Messaging.Preferences;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Devices, each one row. The primary key and one statement decide whose a device is.</summary>
internal sealed class EntityFrameworkDeviceStore(StoreExecutor executor) : IDeviceStore
{
    private static readonly string Replace = "ON CONFLICT ([:f.Id]) DO UPDATE SET "
        + string.Join(", ", DeviceColumns.Devices.Where(c => c.Name != nameof(Device.Id)).Select(c => $"[:f.{c.Name}] = EXCLUDED.[:f.{c.Name}]"));

    public async Task RegisterAsync(Device device, CancellationToken cancellationToken)
    {
        await executor.TransactAsync("register a device", session => UpsertAsync(session, device, cancellationToken), cancellationToken).ConfigureAwait(false);

        // Only what is committed can be counted, so whoever comes last cleans up after all.
        var old = await executor.ReadAsync("look for old devices", session => FindOldAsync(session, device, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (old.Count > 0)
        {
            await executor.TransactAsync("forget old devices", session => DeleteAsync(session, old, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    public Task<bool> RetireAsync(Guid id, Guid? contactId, DateTimeOffset? asOf, DateTimeOffset now, CancellationToken cancellationToken) =>
        executor.TransactAsync("retire a device", async session =>
        {
            var devices = session.Rows<Device>().Where(d => d.Id == id && d.RetiredAt == null);
            devices = contactId is { } person ? devices.Where(d => d.ContactId == person) : devices;
            devices = asOf is { } at ? devices.Where(d => d.SeenAt <= at) : devices;
            return await devices.ExecuteUpdateAsync(s => s.SetProperty(d => d.RetiredAt, now).SetProperty(d => d.Token, ""), cancellationToken).ConfigureAwait(false) > 0;
        }, cancellationToken);

    public Task<IReadOnlyList<Device>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<Device>>(
            "read devices", async session => await session.Rows<Device>().Where(d => ids.Contains(d.Id)).ToListAsync(cancellationToken).ConfigureAwait(false), cancellationToken);

    public Task<IReadOnlyList<Device>> FindDevicesAsync(IReadOnlyCollection<Guid> people, CancellationToken cancellationToken) =>
        executor.ReadAsync("find the devices of people", session => FindAsync(session, people, cancellationToken), cancellationToken);

    public Task<int> PruneAsync(DateTimeOffset retiredBefore, int limit, CancellationToken cancellationToken) => executor.TransactAsync(
        "prune devices",
        session => session.Rows<Device>().Where(d => d.RetiredAt < retiredBefore).OrderBy(d => d.RetiredAt).Take(AgedRows.Limit(session, limit)).ExecuteDeleteAsync(cancellationToken),
        cancellationToken);

    /// <summary>Finds devices on a session, such as that of a joined send.</summary>
    public static async Task<IReadOnlyList<Device>> FindAsync(DbSession session, IReadOnlyCollection<Guid> people, CancellationToken cancellationToken)
    {
        var devices = await session.Rows<Device>()
            .Where(d => people.Contains(d.ContactId) && d.RetiredAt == null)
            .OrderByDescending(d => d.SeenAt)
            .ThenByDescending(d => d.Id)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return [.. devices.GroupBy(d => d.ContactId).SelectMany(g => g.Take(Device.MaxPerPerson))];
    }

    private static async Task<int> UpsertAsync(DbSession session, Device device, CancellationToken cancellationToken)
    {
        var replaces = session.Dialect.OnConflict.Length > 0;
        if (!replaces && await UpdateAsync(session, device, cancellationToken).ConfigureAwait(false) > 0)
        {
            return 1;
        }

        // Without the words to replace, an insert that another one forestalled fails, and the executor runs all of it again.
        using var insert = RowStatement<Device>.Insert(session, "f", DeviceColumns.Devices, replaces ? Replace : "");
        return await insert.RunAsync(device, cancellationToken).ConfigureAwait(false);
    }

    private static Task<int> UpdateAsync(DbSession session, Device device, CancellationToken cancellationToken) => session.Rows<Device>()
        .Where(d => d.Id == device.Id)
        .ExecuteUpdateAsync(
            s => s.SetProperty(d => d.TenantId, device.TenantId)
                .SetProperty(d => d.ContactId, device.ContactId)
                .SetProperty(d => d.PersonType, device.PersonType)
                .SetProperty(d => d.PersonId, device.PersonId)
                .SetProperty(d => d.Token, device.Token)
                .SetProperty(d => d.Platform, device.Platform)
                .SetProperty(d => d.App, device.App)
                .SetProperty(d => d.SeenAt, device.SeenAt)
                .SetProperty(d => d.RetiredAt, device.RetiredAt),
            cancellationToken);

    private static async Task<IReadOnlyList<Device>> FindOldAsync(DbSession session, Device device, CancellationToken cancellationToken) => await session.Rows<Device>()
        .Where(d => d.ContactId == device.ContactId && d.Id != device.Id)
        .OrderBy(d => d.RetiredAt != null)
        .ThenByDescending(d => d.SeenAt)
        .ThenByDescending(d => d.Id)
        .Skip(Device.MaxPerPerson - 1)
        .ToListAsync(cancellationToken)
        .ConfigureAwait(false);

    // Only as it was read: a device that was registered meanwhile, perhaps by another person, stays.
    private static async Task<int> DeleteAsync(DbSession session, IReadOnlyList<Device> old, CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var device in old.OrderBy(d => d.Id))
        {
            deleted += await session.Rows<Device>()
                .Where(d => d.Id == device.Id && d.ContactId == device.ContactId && d.SeenAt == device.SeenAt && d.RetiredAt == device.RetiredAt)
                .ExecuteDeleteAsync(cancellationToken)
                .ConfigureAwait(false);
        }

        return deleted;
    }
}
