using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Stores requests and finds out about those whose key was taken.</summary>
internal static class RequestInsert
{
    public static async Task<IReadOnlyList<StoredRequest>> RunAsync(
        IStoreDialect dialect, DbSession session, IReadOnlyList<NewRequest> requests, CancellationToken cancellationToken)
    {
        // In key order, so that two batches with the same keys wait for each other instead of deadlocking.
        var ordered = requests.Count == 1
            ? requests
            : [.. requests.OrderBy(r => r.TenantId, StringComparer.Ordinal).ThenBy(r => r.IdempotencyKey, StringComparer.Ordinal)];
        var stored = await dialect.InsertAsync(session, ordered, cancellationToken).ConfigureAwait(false);
        var results = new StoredRequest[requests.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = stored.Contains(requests[i].Id)
                ? new StoredRequest(requests[i].Id, AddResult.Added, [])
                : await FindFirstAsync(session, requests[i], cancellationToken).ConfigureAwait(false);
        }

        return results;
    }

    private static async Task<StoredRequest> FindFirstAsync(DbSession session, NewRequest request, CancellationToken cancellationToken)
    {
        var (tenant, key) = (request.TenantId, request.IdempotencyKey);
        var first = key is null
            ? null
            : await session.Rows<RequestKey>().SingleOrDefaultAsync(r => r.TenantId == tenant && r.IdempotencyKey == key, cancellationToken).ConfigureAwait(false);

        // The key is this request's own, or the rows were there without one: an earlier try of this call did commit.
        if (first is null || first.RequestId == request.Id)
        {
            return new StoredRequest(request.Id, AddResult.Added, []);
        }

        if (!first.PayloadHash.AsSpan().SequenceEqual(request.PayloadHash.Span))
        {
            return new StoredRequest(first.RequestId, AddResult.Conflict, []);
        }

        var messages = await session.Rows<Message>().Where(m => m.RequestId == first.RequestId).OrderBy(m => m.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new StoredRequest(first.RequestId, AddResult.Duplicate, messages);
    }
}
