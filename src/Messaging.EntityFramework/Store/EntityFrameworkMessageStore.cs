using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>The client's side of the store.</summary>
internal sealed class EntityFrameworkMessageStore(StoreExecutor executor) : IMessageStore
{
    public Task<IReadOnlyList<StoredRequest>> AddAsync(IReadOnlyList<NewRequest> requests, CancellationToken cancellationToken) =>
        executor.WriteAsync("store messages", session => RequestInsert.RunAsync(executor.Dialect, session, requests, cancellationToken), cancellationToken);

    public Task<StoredMessage?> FindAsync(string tenant, Guid id, CancellationToken cancellationToken) =>
        executor.ReadAsync("read a message", async session =>
        {
            var message = await session.Rows<Message>().SingleOrDefaultAsync(m => m.Id == id && m.TenantId == tenant, cancellationToken).ConfigureAwait(false);
            if (message is null)
            {
                return null;
            }

            var requestId = message.RequestId;
            return new StoredMessage(
                message,
                await session.Rows<MessageContent>().SingleOrDefaultAsync(c => c.Id == id, cancellationToken).ConfigureAwait(false),
                await session.Rows<Delivery>().SingleAsync(d => d.Id == id, cancellationToken).ConfigureAwait(false),
                await session.Rows<MessageAttempt>().Where(a => a.DeliveryId == id).OrderBy(a => a.Generation).ThenBy(a => a.Attempt).ToListAsync(cancellationToken).ConfigureAwait(false),
                await session.Rows<MessageEvent>().Where(e => e.DeliveryId == id).OrderBy(e => e.ReceivedAt).ThenBy(e => e.OccurredAt).ToListAsync(cancellationToken).ConfigureAwait(false),
                await session.Rows<DeliveryDecision>().Where(x => x.DeliveryId == id).OrderBy(x => x.LeaseToken).ThenBy(x => x.DecidedAt).ToListAsync(cancellationToken).ConfigureAwait(false),
                await session.Rows<StoredAttachment>().Where(t => t.RequestId == requestId).OrderBy(t => t.Ordinal).ToListAsync(cancellationToken).ConfigureAwait(false));
        }, cancellationToken);

    public Task<IReadOnlyList<MessageSummary>> ListAsync(
        MessageQuery query, (DateTimeOffset CreatedAt, Guid Id)? after, DateTimeOffset now, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<MessageSummary>>("list messages", async session =>
            await session.Rows<Message>()
                .Join(session.Rows<Delivery>(), m => m.Id, d => d.Id, (m, d) => new MessageSummary { Message = m, Delivery = d })
                .Where(MessageQueryRule.For(query, after, now))
                .OrderByDescending(s => s.Message.CreatedAt)
                .ThenByDescending(s => s.Message.Id)
                .Take(query.PageSize)
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false), cancellationToken);

    public Task<CancelResult> CancelAsync(string tenant, Guid id, string facts, DateTimeOffset now, CancellationToken cancellationToken) =>
        executor.TransactAsync("cancel a message", async session =>
        {
            while (await FindDeliveryAsync(session, tenant, id, cancellationToken).ConfigureAwait(false) is { } delivery)
            {
                if (DeliveryTransition.Cancel(delivery, now) is not { } cancelled)
                {
                    return delivery.WorkState == WorkState.Done ? CancelResult.AlreadyFinal : CancelResult.TooLate;
                }

                if (await DeliveryUpdate.TryAsync(session, delivery, cancelled, cancellationToken).ConfigureAwait(false))
                {
                    await CountChanges.WriteAsync(session, delivery, cancelled, cancellationToken).ConfigureAwait(false);
                    await DeliveryUpdate.AppendAsync(session, Decision(delivery, DecisionCode.CancelRequested, facts, now), cancellationToken).ConfigureAwait(false);
                    return cancelled.WorkState == WorkState.Done ? CancelResult.Cancelled : CancelResult.Requested;
                }
            }

            return CancelResult.NotFound;
        }, cancellationToken);

    public Task<RequeueResult> ReplayAsync(string tenant, Guid id, string facts, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellationToken) =>
        executor.TransactAsync("requeue a message", async session =>
        {
            while (await FindDeliveryAsync(session, tenant, id, cancellationToken).ConfigureAwait(false) is { } delivery)
            {
                if (!DeliveryTransition.CanReplay(delivery))
                {
                    return RequeueResult.NotFailed;
                }

                var replayed = DeliveryTransition.Replay(delivery, expiresAt, now);
                if (await DeliveryUpdate.TryAsync(session, delivery, replayed, cancellationToken).ConfigureAwait(false))
                {
                    await CountChanges.WriteAsync(session, delivery, replayed, cancellationToken).ConfigureAwait(false);
                    await session.Rows<MessageContent>().Where(c => c.Id == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Payload, (string?)null), cancellationToken).ConfigureAwait(false);
                    await DeliveryUpdate.AppendAsync(session, Decision(delivery, DecisionCode.ReplayRequested, facts, now), cancellationToken).ConfigureAwait(false);
                    return RequeueResult.Requeued;
                }
            }

            return RequeueResult.NotFound;
        }, cancellationToken);

    private static Task<Delivery?> FindDeliveryAsync(DbSession session, string tenant, Guid id, CancellationToken cancellationToken) =>
        session.Rows<Delivery>().SingleOrDefaultAsync(d => d.Id == id && d.TenantId == tenant, cancellationToken);

    private static DeliveryDecision Decision(Delivery delivery, DecisionCode code, string facts, DateTimeOffset now) =>
        new() { DeliveryId = delivery.Id, LeaseToken = delivery.LeaseToken, Code = code, DecidedAt = now, Facts = facts };
}
