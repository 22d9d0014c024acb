namespace Messaging.Links;

/// <summary>Where used tokens and the targets of redirects are kept. Thread-safe. Not meant to be implemented by hosts.</summary>
public interface ILinkStore
{
    /// <summary>Marks a token as used.</summary>
    /// <param name="use">The token.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Whether it was not used before: of calls at the same time exactly one is told so.</returns>
    Task<bool> UseAsync(LinkUse use, CancellationToken cancellationToken);

    /// <summary>Whether a token was used.</summary>
    /// <param name="id">The hash of the token.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>Whether it was.</returns>
    Task<bool> IsUsedAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Makes a used token usable again.</summary>
    /// <param name="id">The hash of the token.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task ReleaseAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Stores targets that are not stored yet, and lets those that are live as long as asked, if that is longer.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task AddAsync(IReadOnlyList<RedirectTarget> targets, CancellationToken cancellationToken);

    /// <summary>Reads a target.</summary>
    /// <param name="id">The target's id.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The target, or null.</returns>
    Task<RedirectTarget?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Deletes what has ended.</summary>
    /// <param name="now">The time.</param>
    /// <param name="limit">The most to delete of each kind.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many rows went.</returns>
    Task<int> PruneAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
