namespace Messaging.Preferences;

/// <summary>The ledger of consents to marketing. Registered by <c>AddMessaging</c>; thread-safe.</summary>
/// <remarks>The latest word counts: of all entries that cover a channel and a topic, those of the person and those of the address alike, the newest decides. Without any there is no consent.</remarks>
public interface IConsents
{
    /// <summary>Records that consent was asked for, given or withdrawn. It holds for everything not yet handed to a provider.</summary>
    /// <param name="change">What happened.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>The entry, whose id is the proof's reference.</returns>
    /// <exception cref="InvalidMessageException">A grant lacks its source or wording, or a text is too long.</exception>
    Task<ContactEntry> RecordAsync(ConsentChange change, CancellationToken cancellationToken = default);

    /// <summary>Whether marketing about a topic may go to a contact on a channel, as far as consent is concerned.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="topic">The topic, or empty.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>Whether the newest entry that covers both is a grant.</returns>
    Task<bool> IsGrantedAsync(Contact contact, MessageChannel channel, string topic = "", CancellationToken cancellationToken = default);

    /// <summary>The standing consents and withdrawals of a contact, one per channel and topic, newest first.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>What holds now; <see cref="IContacts.HistoryAsync"/> has all that was ever recorded.</returns>
    Task<IReadOnlyList<Consent>> ListAsync(Contact contact, CancellationToken cancellationToken = default);
}
