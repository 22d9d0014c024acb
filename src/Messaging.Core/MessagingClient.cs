using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Planning;
using Messaging.Storage;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>The client: plan, store, wake the dispatcher.</summary>
internal sealed class MessagingClient(
    RequestPlanner planner, RequestExplainer explainer, IMessageStore store, IQueueStore queues, IBlobStore blobs, DispatchSignal signal, StoreClock clock, MessagingMetrics metrics,
    IOptions<MessagingOptions> options) : IMessagingClient
{
    public Task<SendReceipt> SendAsync(MessageRequest request, CancellationToken cancellationToken = default) =>
        SendAsync(request, null, Task.CompletedTask, cancellationToken);

    public Task<BulkReceipt> SendManyAsync(MessageRequest request, IAsyncEnumerable<Recipient> recipients, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(recipients);
        return request.To.Count == 0
            ? BulkSender.SendAsync((page, turn, token) => SendAsync(page, null, turn, token), request, recipients, cancellationToken)
            : throw new InvalidMessageException(nameof(request.To), "The recipients are those of the second argument. Leave To empty, or call SendAsync.");
    }

    public Task<MessageExplanation> ExplainAsync(MessageRequest request, CancellationToken cancellationToken = default) => explainer.ExplainAsync(request, cancellationToken);

    public async Task<StoredMessage?> FindAsync(Guid id, string tenant = "", CancellationToken cancellationToken = default)
    {
        OperatorReason.CheckStorable(tenant, nameof(tenant));
        return await store.FindAsync(tenant, id, cancellationToken).ConfigureAwait(false) is not { } found ? null
            : found.Delivery.WorkState != WorkState.Queued ? found
            : found with { Pause = QueueSetting.PauseOf(await queues.ListAsync(cancellationToken).ConfigureAwait(false), found.Delivery, clock.GetUtcNow()) };
    }

    public async Task<MessagePage> ListAsync(MessageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        foreach (var text in new[] { query.Tenant, query.RecipientId, query.RecipientType, query.Type, query.Entity?.Type, query.Entity?.Id })
        {
            OperatorReason.CheckStorable(text ?? "", nameof(query));
        }

        if (query.PageSize is < 1 or > MessageQuery.MaxPageSize)
        {
            throw new InvalidMessageException(nameof(query.PageSize), $"A page has 1 to {MessageQuery.MaxPageSize} messages.");
        }

        // One more than asked for tells whether there is a next page.
        var found = await store.ListAsync(query with { PageSize = query.PageSize + 1 }, PageCursor.Parse(query.Cursor), clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return found.Count <= query.PageSize
            ? new MessagePage(found, null)
            : new MessagePage([.. found.Take(query.PageSize)], PageCursor.ToText(found[query.PageSize - 1].Message.CreatedAt, found[query.PageSize - 1].Message.Id));
    }

    public async Task<CancelResult> CancelAsync(Guid id, string reason, string tenant = "", CancellationToken cancellationToken = default)
    {
        OperatorReason.CheckStorable(tenant, nameof(tenant));
        OperatorReason.Check(reason);
        return await store.CancelAsync(tenant, id, reason, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    public async Task<RequeueResult> RequeueAsync(Guid id, string reason, string tenant = "", CancellationToken cancellationToken = default)
    {
        OperatorReason.CheckStorable(tenant, nameof(tenant));
        OperatorReason.Check(reason);
        if (await store.FindAsync(tenant, id, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return RequeueResult.NotFound;
        }

        var now = clock.GetUtcNow();
        var expiresAt = now + options.Value.For(found.Message.Category).ExpiresAfter;
        var result = await store.ReplayAsync(tenant, id, reason, expiresAt, now, cancellationToken).ConfigureAwait(false);
        if (result == RequeueResult.Requeued)
        {
            signal.Notify([found.Delivery.LaneKey]);
        }

        return result;
    }

    public async Task<SendReceipt> ResendAsync(Guid id, ResendRequest? options = null, string tenant = "", CancellationToken cancellationToken = default)
    {
        OperatorReason.CheckStorable(tenant, nameof(tenant));
        var found = await store.FindAsync(tenant, id, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidMessageException(nameof(id), "The tenant has no message with this id.");
        var content = found.Content ?? throw new InvalidMessageException(nameof(id), "The content of this message was erased, so there is nothing to send again.");
        return await SendAsync(Repetition.Of(found.Message, content, options ?? new ResendRequest()), new OriginalMessage(id, found.Attachments), Task.CompletedTask, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SendReceipt> SendAsync(MessageRequest request, OriginalMessage? original, Task turn, CancellationToken cancellationToken)
    {
        using var activity = RequestActivity.Start(request);
        try
        {
            return RequestActivity.End(activity, await StoreAsync(request, original, turn, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (MessagingDiagnostics.Failed(activity, e))
        {
            throw;
        }
    }

    private async Task<SendReceipt> StoreAsync(MessageRequest request, OriginalMessage? original, Task turn, CancellationToken cancellationToken)
    {
        var planned = await planner.PlanAsync(request, original, null, cancellationToken).ConfigureAwait(false);
        await turn.ConfigureAwait(false);
        if (planned.Blobs.Count > 0)
        {
            await blobs.SaveAsync(planned.Blobs, cancellationToken).ConfigureAwait(false);
        }

        var stored = (await store.AddAsync([planned.Rows], cancellationToken).ConfigureAwait(false))[0];
        metrics.NoteRequest(planned.Rows, stored.Result);
        if (stored.Result == AddResult.Added)
        {
            signal.Notify(Receipts.DueLanes(planned.Rows));
        }

        return Receipts.For(planned.Rows, stored);
    }
}
