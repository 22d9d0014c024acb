namespace Messaging.Preferences;

/// <summary>
/// The devices of people, so that a push to a person needs no token: it goes to every device they are signed in on. Registered by <c>AddDevices()</c>; thread-safe. Calls commit by themselves.
/// </summary>
public interface IDevices
{
    /// <summary>Registers a device. Call it whenever the app starts with somebody signed in, and when the push service gave the app a new token.</summary>
    /// <remarks>
    /// A token belongs to one person: registering it for another moves it, registering it again refreshes when it was seen, also after it was retired. Of two calls at the same time the later
    /// commit counts. A person keeps <see cref="Device.MaxPerPerson"/> devices: retired ones go first, then those seen longest ago.
    /// </remarks>
    /// <param name="registration">The device and its person.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>The device as it is stored.</returns>
    /// <exception cref="InvalidMessageException">Something of it is wrong; nothing was stored.</exception>
    Task<Device> RegisterAsync(DeviceRegistration registration, CancellationToken cancellationToken = default);

    /// <summary>Signs a person out on a device. It gets nothing any more until it is registered again. A device that belongs to somebody else by now stays theirs.</summary>
    /// <param name="person">The person.</param>
    /// <param name="token">The token.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>Whether the person had the device.</returns>
    /// <exception cref="InvalidMessageException">The token is none, or this is no person.</exception>
    Task<bool> UnregisterAsync(Contact person, string token, CancellationToken cancellationToken = default);

    /// <summary>Lists the devices that a push to a person goes to, the one seen last first.</summary>
    /// <param name="person">The person.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>Up to <see cref="Device.MaxPerPerson"/> devices.</returns>
    /// <exception cref="InvalidMessageException">This is no person.</exception>
    Task<IReadOnlyList<Device>> ListAsync(Contact person, CancellationToken cancellationToken = default);

    /// <summary>Takes a token out of use because the provider reported it as dead. It gets nothing any more until an app registers it anew.</summary>
    /// <param name="token">The token.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="asOf">The time the report is about, such as that of the call the provider refused; a device that was registered after it stays in use. Null takes it out of use in any case.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>Whether it was in use.</returns>
    /// <exception cref="InvalidMessageException">The token is none.</exception>
    Task<bool> RetireAsync(string token, string tenant = "", DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);
}
