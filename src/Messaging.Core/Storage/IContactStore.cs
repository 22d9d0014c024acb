using Messaging.Preferences;

namespace Messaging.Storage;

/// <summary>Where what is known about contacts is kept. Thread-safe. Every call is one transaction of its own. Not meant to be implemented by hosts.</summary>
public interface IContactStore : IContactReader
{
    /// <summary>Writes the next version of a contact with the entries that led to it.</summary>
    /// <param name="row">The row; its version is one more than the one that was read, 1 for a contact of whom nothing was known.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>Whether it was written; false when somebody else wrote meanwhile, and nothing was.</returns>
    Task<bool> WriteAsync(ContactRow row, IReadOnlyList<ContactEntry> entries, CancellationToken cancellationToken);

    /// <summary>Reads the entries of a contact, newest first.</summary>
    /// <param name="id">The contact.</param>
    /// <param name="limit">The most to return.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The entries.</returns>
    Task<IReadOnlyList<ContactEntry>> HistoryAsync(Guid id, int limit, CancellationToken cancellationToken);

    /// <summary>Reads the suppressed contacts of a tenant, the most recently changed first.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="after">Where the page before ended, or null.</param>
    /// <param name="limit">The most to return.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The rows.</returns>
    Task<IReadOnlyList<ContactRow>> ListSuppressedAsync(string tenant, (DateTimeOffset UpdatedAt, Guid Id)? after, int limit, CancellationToken cancellationToken);

    /// <summary>Reads how many messages contacts got on a day.</summary>
    /// <param name="days">The contacts, each with its day.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The counts; those without any are left out.</returns>
    Task<IReadOnlyList<DailyCount>> CountAsync(IReadOnlyCollection<(Guid ContactId, int Day)> days, CancellationToken cancellationToken);
}
