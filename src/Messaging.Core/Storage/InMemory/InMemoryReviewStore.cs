using Messaging.Preferences;

namespace Messaging.Storage.InMemory;

/// <summary>Reviews in memory.</summary>
internal sealed class InMemoryReviewStore(InMemoryDatabase database) : IReviewStore
{
    public Task AddAsync(OptOutReview review, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            database.Reviews.TryAdd(review.Id, review);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<OptOutReview>> ListAsync(string tenant, Guid? id, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var waiting = database.Reviews.Values
                .Where(r => r.DecidedAt is null && string.Equals(r.TenantId, tenant, StringComparison.Ordinal) && (id is null || r.Id == id))
                .OrderBy(r => r.ReceivedAt)
                .ThenBy(r => r.Id)
                .Take(limit);
            return Task.FromResult<IReadOnlyList<OptOutReview>>([.. waiting]);
        }
    }

    public Task<bool> DecideAsync(OptOutReview review, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            if (database.Reviews.GetValueOrDefault(review.Id) is not { DecidedAt: null })
            {
                return Task.FromResult(false);
            }

            database.Reviews[review.Id] = review;
            return Task.FromResult(true);
        }
    }
}
