using Messaging.Preferences;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Planning;

/// <summary>Finds the devices that a push goes to: one look-up for a whole request, and none without a push whose address is open.</summary>
internal sealed class DeviceFinder(IDeviceStore store, IServiceProviderIsService registered)
{
    private readonly bool _isUsed = registered.IsService(typeof(IDevices));

    /// <summary>Finds the devices of targets.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="people">The identities of their people, in the same order.</param>
    /// <param name="reader">Reads on the connection of a joined send, or null.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>The devices of each target, the one seen last first; null where none were looked for.</returns>
    public async ValueTask<IReadOnlyList<IReadOnlyList<Device>?>> FindAsync(
        IReadOnlyList<PlanTarget> targets, IReadOnlyList<Guid?> people, IDeviceReader? reader, CancellationToken cancellationToken)
    {
        var found = new IReadOnlyList<Device>?[targets.Count];
        var open = _isUsed ? Enumerable.Range(0, targets.Count).Where(i => people[i] is not null && IsOpen(targets[i])).ToList() : [];
        if (open.Count == 0)
        {
            return found;
        }

        var devices = (await (reader ?? store).FindDevicesAsync([.. open.Select(i => people[i]!.Value).Distinct()], cancellationToken).ConfigureAwait(false)).ToLookup(d => d.ContactId);
        foreach (var i in open)
        {
            found[i] = [.. devices[people[i]!.Value]];
        }

        return found;
    }

    // Whom a recipient source does not know gets nothing, and an address that is known from anywhere wins.
    private static bool IsOpen(PlanTarget target) =>
        !target.IsUnknown && target.Channels.Contains(MessageChannel.Push) && target.Recipient.AddressFor(MessageChannel.Push).Length == 0;
}
