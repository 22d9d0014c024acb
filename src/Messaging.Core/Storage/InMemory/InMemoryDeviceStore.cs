using Messaging.Preferences;

namespace Messaging.Storage.InMemory;

/// <summary>Devices in memory.</summary>
internal sealed class InMemoryDeviceStore(InMemoryDatabase database) : IDeviceStore
{
    public Task RegisterAsync(Device device, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            database.Devices[device.Id] = device;
            foreach (var old in Of(device.ContactId).Where(d => d.Id != device.Id).Skip(Device.MaxPerPerson - 1).ToList())
            {
                database.Devices.Remove(old.Id);
            }
        }

        return Task.CompletedTask;
    }

    public Task<bool> RetireAsync(Guid id, Guid? contactId, DateTimeOffset? asOf, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            if (!database.Devices.TryGetValue(id, out var known) || known.RetiredAt is not null || known.SeenAt > asOf || (contactId is { } person && person != known.ContactId))
            {
                return Task.FromResult(false);
            }

            database.Devices[id] = known with { Token = "", RetiredAt = now };
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<Device>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<Device>>([.. ids.Distinct().Select(database.Devices.GetValueOrDefault).OfType<Device>()]);
        }
    }

    public Task<IReadOnlyList<Device>> FindDevicesAsync(IReadOnlyCollection<Guid> people, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<Device>>([.. people.Distinct().SelectMany(p => Of(p).Where(d => d.RetiredAt is null))]);
        }
    }

    public Task<int> PruneAsync(DateTimeOffset retiredBefore, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var old = database.Devices.Values.Where(d => d.RetiredAt < retiredBefore).Take(limit).ToList();
            old.ForEach(d => database.Devices.Remove(d.Id));
            return Task.FromResult(old.Count);
        }
    }

    private IEnumerable<Device> Of(Guid person) =>
        database.Devices.Values.Where(d => d.ContactId == person).OrderBy(d => d.RetiredAt is not null).ThenByDescending(d => d.SeenAt).ThenByDescending(d => d.Id);
}
