using Messaging.Links;
using Messaging.Preferences;

namespace Messaging.Pages;

/// <summary>Whom a link is about: the person, the address, or both. What is said through the link is recorded for each.</summary>
internal static class LinkContacts
{
    public static IReadOnlyList<Contact> Of(LinkClaims claims)
    {
        var contacts = new List<Contact>(2);
        if (PersonOf(claims) is { } person)
        {
            contacts.Add(person);
        }

        if (claims.AddressId is { } hash)
        {
            contacts.Add(Contact.Hashed(hash, claims.Tenant));
        }

        return contacts;
    }

    /// <summary>The person, or null when only an address is known.</summary>
    public static Contact? PersonOf(LinkClaims claims) =>
        claims.RecipientId.Length == 0 ? null : Contact.Person(claims.RecipientId, claims.RecipientType, claims.Tenant);
}
