namespace Messaging.Preferences;

/// <summary>Reads and changes what people want. Registered by <c>AddMessaging</c>; thread-safe. Changes take effect on queued messages at once: each is checked again right before it is sent.</summary>
public interface IPreferences
{
    /// <summary>Reads a person's preferences.</summary>
    /// <param name="person">The person.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The preferences; with everything on when nothing was recorded.</returns>
    Task<RecipientPreferences> GetAsync(Contact person, CancellationToken cancellationToken = default);

    /// <summary>Changes some of a person's preferences.</summary>
    /// <param name="person">The person.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>The whole preferences after the change.</returns>
    /// <exception cref="InvalidMessageException">An address, language, zone or text is wrong; nothing was changed.</exception>
    Task<RecipientPreferences> UpdateAsync(Contact person, PreferenceChange change, CancellationToken cancellationToken = default);
}
