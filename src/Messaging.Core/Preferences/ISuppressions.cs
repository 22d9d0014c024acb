namespace Messaging.Preferences;

/// <summary>The addresses that take no messages. Registered by <c>AddMessaging</c>; thread-safe. Kept as keyed hashes, so that the list outlives the erasure of a person.</summary>
public interface ISuppressions
{
    /// <summary>Records a reason to suppress an address. It holds for everything not yet handed to a provider; repeating a report changes nothing.</summary>
    /// <param name="report">The reason.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>Whether the address is suppressed now; false for a soft bounce that is only counted.</returns>
    /// <exception cref="InvalidMessageException">The address is none of its channel, or a text is too long.</exception>
    Task<bool> ReportAsync(SuppressionReport report, CancellationToken cancellationToken = default);

    /// <summary>Lifts all suppressions of a contact. The host decides who may; the reason is kept.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="reason">Why, 1 to 400 characters.</param>
    /// <param name="actor">Who lifts it, 1 to 100 characters.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidMessageException">The reason or the actor is missing.</exception>
    Task<bool> ReleaseAsync(Contact contact, string reason, string actor, CancellationToken cancellationToken = default);

    /// <summary>Finds the suppressions of a contact that hold now.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The suppressions, or none.</returns>
    Task<IReadOnlyList<Suppression>> FindAsync(Contact contact, CancellationToken cancellationToken = default);

    /// <summary>Lists the suppressed contacts of a tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="pageSize">How many contacts at most, 1 to 200.</param>
    /// <param name="cursor">Where to go on: <see cref="SuppressionPage.Next"/> of the page before, or null.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The page.</returns>
    /// <exception cref="InvalidMessageException">The page size or cursor is wrong.</exception>
    Task<SuppressionPage> ListAsync(string tenant = "", int pageSize = 50, string? cursor = null, CancellationToken cancellationToken = default);
}
