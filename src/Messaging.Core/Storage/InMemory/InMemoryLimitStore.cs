namespace Messaging.Storage.InMemory;

/// <summary>Token buckets in memory.</summary>
internal sealed class InMemoryLimitStore(InMemoryDatabase database) : ILimitStore
{
    public Task<IReadOnlyList<LimitGrant>> TakeAsync(IReadOnlyList<LimitRequest> requests, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<LimitGrant>>([.. requests.Select(Take)]);
        }

        LimitGrant Take(LimitRequest request)
        {
            var (row, grant) = LimitRow.Take(database.Limits.GetValueOrDefault(request.Key), request, now);
            database.Limits[request.Key] = row;
            return grant;
        }
    }
}
