using Messaging.Preferences;

namespace Messaging.Storage;

/// <summary>Reads the devices of people. Implemented by stores; not meant to be implemented by hosts.</summary>
public interface IDeviceReader
{
    /// <summary>Reads the devices in use.</summary>
    /// <param name="people">The identities of their people.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The devices, each person's in order, the one seen last first, and no more of each than <see cref="Device.MaxPerPerson"/>.</returns>
    Task<IReadOnlyList<Device>> FindDevicesAsync(IReadOnlyCollection<Guid> people, CancellationToken cancellationToken);
}
