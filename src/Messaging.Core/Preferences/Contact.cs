namespace Messaging.Preferences;

/// <summary>Who a preference, a consent or a suppression is about: a person the host knows by a key, or an address whoever it belongs to.</summary>
/// <remarks>
/// Addresses are kept as a keyed hash only. Two spellings of one address are one contact: case, the tag after a plus sign in an email, and the writing of a domain make no difference;
/// a phone number is the same contact for SMS and WhatsApp.
/// </remarks>
public sealed record Contact
{
    private Contact()
    {
    }

    /// <summary>The tenant, <c>""</c> for the single tenant.</summary>
    public string Tenant { get; private init; } = "";

    /// <summary>What <see cref="PersonId"/> refers to, in the host's words, or an empty string.</summary>
    public string PersonType { get; private init; } = "";

    /// <summary>The host's key of the person, or an empty string when this is an address.</summary>
    public string PersonId { get; private init; } = "";

    /// <summary>The channel of the address; none for a person.</summary>
    public MessageChannel Channel { get; private init; }

    /// <summary>The address, or an empty string when this is a person or known by its hash.</summary>
    public string AddressText { get; private init; } = "";

    /// <summary>The hash, when that is all that is known.</summary>
    public Guid? Hash { get; private init; }

    /// <summary>Whether this is a person rather than an address.</summary>
    public bool IsPerson => PersonId.Length > 0;

    /// <summary>A person.</summary>
    /// <param name="id">The host's key, as in <see cref="Recipient.Id"/>.</param>
    /// <param name="type">What the key refers to, as in <see cref="Recipient.Type"/>.</param>
    /// <param name="tenant">The tenant.</param>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    public static Contact Person(string id, string type = "", string tenant = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(tenant);
        return new Contact { Tenant = tenant, PersonType = type, PersonId = id };
    }

    /// <summary>An address.</summary>
    /// <param name="channel">The channel it is for.</param>
    /// <param name="address">The address.</param>
    /// <param name="tenant">The tenant.</param>
    /// <exception cref="ArgumentException">No channel is named, or the address is empty.</exception>
    public static Contact Address(MessageChannel channel, string address, string tenant = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        ArgumentNullException.ThrowIfNull(tenant);
        return channel.IsEmpty
            ? throw new ArgumentException("Name a channel such as MessageChannel.Email.", nameof(channel))
            : new Contact { Tenant = tenant, Channel = channel, AddressText = address };
    }

    /// <summary>A contact known by its hash only, such as one read from a link.</summary>
    /// <param name="hash">The hash that <see cref="IContacts.GetIdAsync"/> gave.</param>
    /// <param name="tenant">The tenant.</param>
    public static Contact Hashed(Guid hash, string tenant = "")
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return new Contact { Tenant = tenant, Hash = hash };
    }

    /// <summary>The channel only: who it is must not reach a log.</summary>
    public override string ToString() => $"Contact {{ IsPerson = {IsPerson}, Channel = {Channel} }}";
}
