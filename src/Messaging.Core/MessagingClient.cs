using Messaging.Channels;
using Messaging.Dispatching;
using Messaging.Planning;
using Messaging.Storage;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>The client: plan, store, wake the dispatcher.</summary>
internal sealed class MessagingClient(
    RequestPlanner planner, RequestExplainer explainer, IMessageStore store, IBlobStore blobs, DispatchSignal signal, StoreClock clock, MessagingMetrics metrics,
    IOptions<MessagingOptions> options) : IMessagingClient
{
    private const int MaxReason = 400;

    public Task<SendReceipt> SendAsync(MessageRequest request, CancellationToken cancellationToken = default) => SendAsync(request, null, cancellationToken);

    public Task<BulkReceipt> SendManyAsync(MessageRequest request, IAsyncEnumerable<Recipient> recipients, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(recipients);
        return request.To.Count == 0
            ? BulkSender.SendAsync(SendAsync, request, recipients, cancellationToken)
            : throw new InvalidMessageException(nameof(request.To), "The recipients are those of the second argument. Leave To empty, or call SendAsync.");
    }

    public Task<MessageExplanation> ExplainAsync(MessageRequest request, CancellationToken cancellationToken = default) => explainer.ExplainAsync(request, cancellationToken);

    public Task<StoredMessage?> FindAsync(Guid id, string tenant = "", CancellationToken cancellationToken = default)
    {
        CheckStorable(tenant, nameof(tenant));
        return store.FindAsync(tenant, id, cancellationToken);
    }

    public async Task<MessagePage> ListAsync(MessageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        foreach (var text in new[] { query.Tenant, query.RecipientId, query.RecipientType, query.Type, query.Entity?.Type, query.Entity?.Id })
        {
            CheckStorable(text ?? "", nameof(query));
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
        CheckStorable(tenant, nameof(tenant));
        CheckReason(reason);
        return await store.CancelAsync(tenant, id, reason, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    public async Task<RequeueResult> RequeueAsync(Guid id, string reason, string tenant = "", CancellationToken cancellationToken = default)
    {
        CheckStorable(tenant, nameof(tenant));
        CheckReason(reason);
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
        CheckStorable(tenant, nameof(tenant));
        var found = await store.FindAsync(tenant, id, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidMessageException(nameof(id), "The tenant has no message with this id.");
        var content = found.Content ?? throw new InvalidMessageException(nameof(id), "The content of this message was erased, so there is nothing to send again.");
        return await SendAsync(Repetition.Of(found.Message, content, options ?? new ResendRequest()), new OriginalMessage(id, found.Attachments), cancellationToken).ConfigureAwait(false);
    }

    private static void CheckStorable(string text, string target)
    {
        ArgumentNullException.ThrowIfNull(text, target);
        if (!StorableText.IsStorable(text))
        {
            throw new InvalidMessageException(target, "The text holds a NUL or half of a character, which no row can hold.");
        }
    }

    private static void CheckReason(string reason)
    {
        CheckStorable(reason, nameof(reason));
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxReason)
        {
            throw new InvalidMessageException(nameof(reason), $"Say who asks and why, in 1 to {MaxReason} characters: it is kept with the message.");
        }
    }

    private async Task<SendReceipt> SendAsync(MessageRequest request, OriginalMessage? original, CancellationToken cancellationToken)
    {
        using var activity = RequestActivity.Start(request);
        try
        {
            return RequestActivity.End(activity, await StoreAsync(request, original, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (MessagingDiagnostics.Failed(activity, e))
        {
            throw;
        }
    }

    private async Task<SendReceipt> StoreAsync(MessageRequest request, OriginalMessage? original, CancellationToken cancellationToken)
    {
        var planned = await planner.PlanAsync(request, original, null, cancellationToken).ConfigureAwait(false);
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
