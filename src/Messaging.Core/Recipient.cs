using System.Collections.ObjectModel;

namespace Messaging;

/// <summary>One person (or role, or mailbox) a request goes to, with everything needed to reach and address them.</summary>
/// <remarks>An ad-hoc recipient needs no <see cref="Id"/>: an address is enough. Null in place of a text or a collection counts as empty. A channel for which no address can be found is left out, and the receipt says so.</remarks>
public sealed record Recipient
{
    /// <summary>The host's key for this person. At most 100 characters. Empty for an ad-hoc address.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What the key refers to, in the host's words: <c>customer</c>, <c>patient</c>, <c>user</c>. At most 50 characters.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>The display name, used in mail headers and available to templates as <c>recipient.name</c>. At most 255 characters.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>The e-mail address, used for <see cref="MessageChannel.Email"/> unless <see cref="Addresses"/> names another.</summary>
    public string Email { get; init => field = value ?? ""; } = "";

    /// <summary>The phone number in E.164 form (<c>+4930123456</c>), used for SMS and WhatsApp unless <see cref="Addresses"/> names another.</summary>
    public string Phone { get; init => field = value ?? ""; } = "";

    /// <summary>Addresses by channel; each wins over <see cref="Email"/> and <see cref="Phone"/>.</summary>
    public IReadOnlyDictionary<MessageChannel, string> Addresses { get; init => field = value ?? ReadOnlyDictionary<MessageChannel, string>.Empty; } = ReadOnlyDictionary<MessageChannel, string>.Empty;

    /// <summary>The language of this person as a BCP 47 tag such as <c>de-AT</c>. Empty means the default of the options.</summary>
    public string Locale { get; init => field = value ?? ""; } = "";

    /// <summary>The IANA time zone of this person such as <c>Europe/Vienna</c>. Empty means the default of the options.</summary>
    public string TimeZone { get; init => field = value ?? ""; } = "";

    /// <summary>Values for this recipient's templates, laid over the request's: a member given here wins. Takes what <see cref="MessageRequest.Data"/> takes.</summary>
    public object? Data { get; init; }

    /// <summary>A recipient known to the host by this key alone.</summary>
    /// <param name="id">The host's key.</param>
    public static implicit operator Recipient(string id) => new() { Id = id };

    internal const string RoleType = "role";

    internal bool IsRole => string.Equals(Type, RoleType, StringComparison.Ordinal);

    /// <summary>Everybody with a role, such as <c>inventory_manager</c>; the application's <see cref="IRecipientSource"/> knows who they are.</summary>
    /// <param name="name">The role.</param>
    public static Recipient Role(string name) => new() { Id = name, Type = RoleType };

    /// <summary>The address this recipient has for a channel, or an empty string.</summary>
    /// <param name="channel">The channel to look up.</param>
    public string AddressFor(MessageChannel channel)
    {
        if (Addresses.TryGetValue(channel, out var address) && !string.IsNullOrEmpty(address))
        {
            return address;
        }

        if (channel == MessageChannel.Email)
        {
            return Email;
        }

        if (channel == MessageChannel.Sms || channel == MessageChannel.WhatsApp)
        {
            return Phone;
        }

        return channel == MessageChannel.InApp ? Id : "";
    }

    /// <summary>The key only: a recipient in a log must not carry an address.</summary>
    public override string ToString() => $"Recipient {{ Type = {Type}, Id = {Id} }}";
}
