using Messaging.Contacts;
using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Storage;

namespace Messaging.Dispatching;

/// <summary>What is known of the contacts and chains of claimed messages, as of one moment after the claim. Read only once filled, and so safe to share.</summary>
internal sealed class ClaimFacts(ContactStates states, IReadOnlyDictionary<Guid, (Guid? Person, Guid? Address)> ids, ILookup<Guid, ChainLink> chains, IReadOnlyDictionary<Guid, Device> devices)
{
    /// <summary>The deliveries before a place in a chain, in order.</summary>
    public IReadOnlyList<ChainLink> Before(Guid firstId, short step) => [.. chains[firstId].Where(l => l.Step < step).OrderBy(l => l.Step)];

    /// <summary>What is known of the person and of the address.</summary>
    public (ContactState? Person, ContactState? Address) StatesOf(ClaimedMessage claimed)
    {
        var (person, address) = ids[claimed.Delivery.Id];
        return (person is { } p ? states.Find(p) : null, address is { } a ? states.Find(a) : null);
    }

    /// <summary>Whether a message is for a device that its person does not use any more.</summary>
    public bool IsForeignDevice(ClaimedMessage claimed)
    {
        var (person, address) = ids[claimed.Delivery.Id];
        return address is { } id && devices.TryGetValue(id, out var device) && (device.RetiredAt is not null || device.ContactId != person);
    }

    /// <summary>Makes a start mark depend on nothing having changed since.</summary>
    public DeliveryStart Guard(ClaimedMessage claimed, DeliveryStart start)
    {
        var (person, address) = ids[claimed.Delivery.Id];
        return start with
        {
            PersonId = person,
            PersonVersion = person is { } p ? states.VersionOf(p) : 0,
            AddressId = address,
            AddressVersion = address is { } a ? states.VersionOf(a) : 0,
        };
    }
}
