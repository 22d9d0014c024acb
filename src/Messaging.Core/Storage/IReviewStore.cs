using Messaging.Preferences;

namespace Messaging.Storage;

/// <summary>Where texts wait for a person to decide whether they are opt-outs. Thread-safe. Not meant to be implemented by hosts.</summary>
public interface IReviewStore
{
    /// <summary>Stores a text.</summary>
    /// <param name="review">The text.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    Task AddAsync(OptOutReview review, CancellationToken cancellationToken);

    /// <summary>Reads texts that wait, oldest first.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="id">One text, or null for all.</param>
    /// <param name="limit">The most to return.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The texts.</returns>
    Task<IReadOnlyList<OptOutReview>> ListAsync(string tenant, Guid? id, int limit, CancellationToken cancellationToken);

    /// <summary>Records a decision about a text that still waits.</summary>
    /// <param name="review">The text with the decision.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>Whether it still waited.</returns>
    Task<bool> DecideAsync(OptOutReview review, CancellationToken cancellationToken);
}
