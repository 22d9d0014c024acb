using Messaging.Preferences;
using Messaging.Storage;

namespace Messaging.Core.Tests.Contacts;

/// <summary>A store without the guard: it takes the token from whoever has it, then gives it to the new person; all racers look before the first of them writes.</summary>
internal sealed class CarelessDeviceStore : IDeviceStore, IDisposable
{
    public const int Racers = 4;

    private readonly List<Device> _devices = [];
    private readonly CountdownEvent _looked = new(Racers);

    public Task RegisterAsync(Device device, CancellationToken cancellationToken) => Task.Factory.StartNew(
        () =>
        {
            lock (_devices)
            {
                _devices.RemoveAll(d => d.Id == device.Id);
            }

            _looked.Signal();
            _looked.Wait(cancellationToken);
            lock (_devices)
            {
                _devices.Add(device);
            }
        },
        cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public Task<IReadOnlyList<Device>> FindDevicesAsync(IReadOnlyCollection<Guid> people, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Device>>([.. _devices.Where(d => people.Contains(d.ContactId))]);

    public Task<int> PruneAsync(DateTimeOffset retiredBefore, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> RetireAsync(Guid id, Guid? contactId, DateTimeOffset? asOf, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Device>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose() => _looked.Dispose();
}
