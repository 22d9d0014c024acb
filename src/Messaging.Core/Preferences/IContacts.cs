namespace Messaging.Preferences;

/// <summary>What is known about contacts, and their identities. Registered by <c>AddMessaging</c>; thread-safe.</summary>
public interface IContacts
{
    /// <summary>The identity of a contact: a 128-bit keyed hash that tells nobody who it is, the same in all processes on one database.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="cancellationToken">Ends the look-up of the key, which is read once per process.</param>
    /// <returns>The hash, to be used with <see cref="Contact.Hashed"/>.</returns>
    /// <exception cref="InvalidMessageException">The address is none of its channel.</exception>
    ValueTask<Guid> GetIdAsync(Contact contact, CancellationToken cancellationToken = default);

    /// <summary>Reads what was recorded about a contact, newest first: consents, opt-outs, suppressions and changes of preferences.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="limit">The most entries to return, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The entries. They are never changed or deleted, except by erasure of the person.</returns>
    Task<IReadOnlyList<ContactEntry>> HistoryAsync(Contact contact, int limit = 100, CancellationToken cancellationToken = default);
}
