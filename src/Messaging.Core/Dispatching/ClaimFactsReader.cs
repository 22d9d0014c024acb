using Messaging.Contacts;
using Messaging.Preferences;
using Messaging.Storage;

namespace Messaging.Dispatching;

/// <summary>Reads what is known of the contacts of claimed messages, and the chains of those that fall back: one query for all of them, two when there are chains.</summary>
internal sealed class ClaimFactsReader(ContactIds ids, IContactStore contacts, IDeliveryStore store, IDeviceStore deviceStore, IDevices? devices = null)
{
    private static readonly ChainLink[] NoChains = [];
    private static readonly Dictionary<Guid, Device> NoDevices = [];

    public async Task<ClaimFacts> ReadAsync(IReadOnlyList<ClaimedMessage> claimed, CancellationToken cancellationToken)
    {
        var hash = await ids.GetAsync(null, cancellationToken).ConfigureAwait(false);
        var known = new Dictionary<Guid, (Guid? Person, Guid? Address)>(claimed.Count);
        foreach (var message in claimed)
        {
            known[message.Delivery.Id] = IdsOf(message, hash);
        }

        var states = new ContactStates(contacts);
        await states.ReadAsync([.. known.Values.SelectMany(k => new[] { k.Person, k.Address }).OfType<Guid>()], cancellationToken).ConfigureAwait(false);
        var firsts = claimed.Where(c => c.Message.Step > 0).Select(c => c.Message.FirstId).OfType<Guid>().Distinct().ToList();
        var chains = firsts.Count == 0 ? NoChains : await store.FindChainsAsync(firsts, cancellationToken).ConfigureAwait(false);
        return new ClaimFacts(states, known, chains.ToLookup(l => l.FirstId), await ReadDevicesAsync(claimed, known, cancellationToken).ConfigureAwait(false));
    }

    // A person may have signed out since, or somebody else signed in, on a device that a message is for.
    private async Task<IReadOnlyDictionary<Guid, Device>> ReadDevicesAsync(
        IReadOnlyList<ClaimedMessage> claimed, Dictionary<Guid, (Guid? Person, Guid? Address)> known, CancellationToken cancellationToken)
    {
        var pushes = devices is null
            ? []
            : claimed.Where(c => c.Delivery.Channel == MessageChannel.Push && c.Message.RecipientId.Length > 0).Select(c => known[c.Delivery.Id].Address).OfType<Guid>().Distinct().ToList();
        return pushes.Count == 0 ? NoDevices : (await deviceStore.ReadAsync(pushes, cancellationToken).ConfigureAwait(false)).ToDictionary(d => d.Id);
    }

    private static (Guid? Person, Guid? Address) IdsOf(ClaimedMessage claimed, ContactHash hash)
    {
        var (message, address) = (claimed.Message, claimed.Content?.Address ?? "");
        return (
            message.RecipientId.Length == 0 ? null : hash.OfPerson(message.TenantId, message.RecipientType, message.RecipientId),
            address.Length == 0 ? null : hash.OfAddress(message.TenantId, message.Channel, address));
    }
}
