using Messaging.Messages;

namespace Messaging.Storage.InMemory;

/// <summary>The client's side of the in-memory store.</summary>
internal sealed class InMemoryMessageStore(InMemoryDatabase database) : IMessageStore
{
    public Task<IReadOnlyList<StoredRequest>> AddAsync(IReadOnlyList<NewRequest> requests, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<StoredRequest>>([.. requests.Select(Add)]);
        }
    }

    public Task<StoredMessage?> FindAsync(string tenant, Guid id, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult(TryGet(tenant, id, out var message, out var delivery)
                ? new StoredMessage(
                    message,
                    database.Contents.GetValueOrDefault(id),
                    delivery,
                    [.. database.Attempts.Values.Where(a => a.DeliveryId == id).OrderBy(a => a.Generation).ThenBy(a => a.Attempt)],
                    [.. database.Events.Values.Where(e => e.DeliveryId == id).OrderBy(e => e.ReceivedAt).ThenBy(e => e.OccurredAt)],
                    [.. database.Decisions.Values.Where(d => d.DeliveryId == id).OrderBy(d => d.LeaseToken).ThenBy(d => d.DecidedAt)],
                    [.. database.Attachments.Where(a => a.RequestId == message.RequestId).OrderBy(a => a.Ordinal)])
                : null);
        }
    }

    public Task<IReadOnlyList<MessageSummary>> ListAsync(
        MessageQuery query, (DateTimeOffset CreatedAt, Guid Id)? after, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var page = database.Messages.Values
                .Select(m => new MessageSummary { Message = m, Delivery = database.Deliveries[m.Id] })
                .Where(MessageQueryRule.For(query, after, now).Compile())
                .OrderByDescending(s => s.Message.CreatedAt)
                .ThenByDescending(s => s.Message.Id)
                .Take(query.PageSize);
            return Task.FromResult<IReadOnlyList<MessageSummary>>([.. page]);
        }
    }

    public Task<CancelResult> CancelAsync(string tenant, Guid id, string facts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            if (!TryGet(tenant, id, out _, out var delivery))
            {
                return Task.FromResult(CancelResult.NotFound);
            }

            if (DeliveryTransition.Cancel(delivery, now) is not { } cancelled)
            {
                return Task.FromResult(delivery.WorkState == WorkState.Done ? CancelResult.AlreadyFinal : CancelResult.TooLate);
            }

            database.Put(cancelled);
            database.Append(new DeliveryDecision { DeliveryId = id, LeaseToken = delivery.LeaseToken, Code = DecisionCode.CancelRequested, DecidedAt = now, Facts = facts });
            return Task.FromResult(cancelled.WorkState == WorkState.Done ? CancelResult.Cancelled : CancelResult.Requested);
        }
    }

    public Task<RequeueResult> ReplayAsync(
        string tenant, Guid id, string facts, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            if (!TryGet(tenant, id, out _, out var delivery))
            {
                return Task.FromResult(RequeueResult.NotFound);
            }

            if (!DeliveryTransition.CanReplay(delivery))
            {
                return Task.FromResult(RequeueResult.NotFailed);
            }

            database.Put(DeliveryTransition.Replay(delivery, expiresAt, now));
            database.Append(new DeliveryDecision { DeliveryId = id, LeaseToken = delivery.LeaseToken, Code = DecisionCode.ReplayRequested, DecidedAt = now, Facts = facts });
            if (database.Contents.TryGetValue(id, out var content))
            {
                database.Contents[id] = content with { Payload = null };
            }

            return Task.FromResult(RequeueResult.Requeued);
        }
    }

    private StoredRequest Add(NewRequest request)
    {
        if (request.IdempotencyKey is { } key)
        {
            if (database.RequestKeys.TryGetValue((request.TenantId, key), out var first) && first.RequestId != request.Id)
            {
                return first.PayloadHash.AsSpan().SequenceEqual(request.PayloadHash.Span)
                    ? new StoredRequest(first.RequestId, AddResult.Duplicate, [.. database.Messages.Values.Where(m => m.RequestId == first.RequestId).OrderBy(m => m.Id)])
                    : new StoredRequest(first.RequestId, AddResult.Conflict, []);
            }

            database.RequestKeys[(request.TenantId, key)] = new RequestKey
            {
                TenantId = request.TenantId,
                IdempotencyKey = key,
                RequestId = request.Id,
                PayloadHash = request.PayloadHash.ToArray(),
                CreatedAt = request.CreatedAt,
            };
        }

        if (request.Messages.Count > 0 && database.Messages.ContainsKey(request.Messages[0].Message.Id))
        {
            return new StoredRequest(request.Id, AddResult.Added, []);
        }

        foreach (var row in request.Messages)
        {
            database.Messages.Add(row.Message.Id, row.Message);
            database.Contents.Add(row.Message.Id, row.Content);
            database.Put(row.Delivery);
        }

        database.Attachments.AddRange(request.Attachments);
        return new StoredRequest(request.Id, AddResult.Added, []);
    }

    private bool TryGet(string tenant, Guid id, out Message message, out Delivery delivery)
    {
        delivery = null!;
        return database.Messages.TryGetValue(id, out message!)
            && string.Equals(message.TenantId, tenant, StringComparison.Ordinal)
            && database.Deliveries.TryGetValue(id, out delivery!);
    }
}
