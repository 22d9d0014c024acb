using Messaging.Storage;

namespace Messaging.Reliability.Host.Faults;

/// <summary>The client's store with the fault point behind a committed send.</summary>
internal sealed class FaultyMessageStore(IMessageStore inner, FaultPlan plan) : IMessageStore
{
    public async Task<IReadOnlyList<StoredRequest>> AddAsync(IReadOnlyList<NewRequest> requests, CancellationToken cancellationToken)
    {
        var stored = await inner.AddAsync(requests, cancellationToken);
        await plan.ReachAsync(FaultPoint.AfterEnqueueCommit, cancellationToken);
        return stored;
    }

    public Task<StoredMessage?> FindAsync(string tenant, Guid id, CancellationToken cancellationToken) => inner.FindAsync(tenant, id, cancellationToken);

    public Task<IReadOnlyList<MessageSummary>> ListAsync(
        MessageQuery query, (DateTimeOffset CreatedAt, Guid Id)? after, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.ListAsync(query, after, now, cancellationToken);

    public Task<CancelResult> CancelAsync(string tenant, Guid id, string facts, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.CancelAsync(tenant, id, facts, now, cancellationToken);

    public Task<RequeueResult> ReplayAsync(string tenant, Guid id, string facts, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.ReplayAsync(tenant, id, facts, expiresAt, now, cancellationToken);
}
