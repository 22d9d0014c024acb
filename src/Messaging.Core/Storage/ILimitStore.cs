namespace Messaging.Storage;

/// <summary>Where token buckets are kept, so that all dispatchers share them. Thread-safe. Not meant to be implemented by hosts.</summary>
public interface ILimitStore
{
    /// <summary>Takes tokens from buckets; one that nobody took from is full. No two calls get the same token. A call whose outcome is unknown may have taken some, which are lost.</summary>
    /// <param name="requests">The buckets, each at most once.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What each gave, in the same order.</returns>
    Task<IReadOnlyList<LimitGrant>> TakeAsync(IReadOnlyList<LimitRequest> requests, DateTimeOffset now, CancellationToken cancellationToken);
}
