namespace Messaging.Storage;

/// <summary>Reads and folds the counts that every other call of the store keeps, each in the transaction of its change. Thread-safe. Not meant to be implemented by hosts.</summary>
public interface ICountStore
{
    /// <summary>Reads the counts of days.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>By day, then channel; those without messages are left out.</returns>
    Task<IReadOnlyList<MessageCount>> CountAsync(MessageCountQuery query, CancellationToken cancellationToken);

    /// <summary>Reads how many messages have not ended, of all tenants and channels.</summary>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The number of each priority that has any.</returns>
    Task<IReadOnlyDictionary<MessagePriority, long>> ReadDepthsAsync(CancellationToken cancellationToken);

    /// <summary>Adds changes to their sums. What is read stays the same, and several processes may do it at once.</summary>
    /// <param name="limit">The most changes to add; a store where all writers wait for each other may take fewer.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>How many were added; zero when there was none to be had.</returns>
    Task<int> FoldAsync(int limit, CancellationToken cancellationToken);
}
