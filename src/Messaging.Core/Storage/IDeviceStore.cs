using Messaging.Preferences;

namespace Messaging.Storage;

/// <summary>Where devices are kept. Thread-safe. Not meant to be implemented by hosts.</summary>
public interface IDeviceStore : IDeviceReader
{
    /// <summary>Stores a device, or puts it in the place of what is known under its id, in one statement; then lets go of what its person has too many of.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task RegisterAsync(Device device, CancellationToken cancellationToken);

    /// <summary>Takes a device out of use and forgets its token.</summary>
    /// <param name="id">The device.</param>
    /// <param name="contactId">The person it must belong to, or null for whoever has it.</param>
    /// <param name="asOf">The time after which it must not have been seen, or null for any.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Whether it was in use and is not any more.</returns>
    Task<bool> RetireAsync(Guid id, Guid? contactId, DateTimeOffset? asOf, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Reads devices, also retired ones, which tell whether what was planned for one may still go to it.</summary>
    /// <param name="ids">The devices.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>Those that are known.</returns>
    Task<IReadOnlyList<Device>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Deletes devices that went out of use long ago.</summary>
    /// <param name="retiredBefore">Those that were taken out of use before this time.</param>
    /// <param name="limit">The most to delete. Stores with a single writer take fewer.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>How many went; when it is not zero there may be more.</returns>
    Task<int> PruneAsync(DateTimeOffset retiredBefore, int limit, CancellationToken cancellationToken);
}
