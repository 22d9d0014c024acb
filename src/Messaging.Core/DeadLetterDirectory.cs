using Messaging.Dispatching;
using Messaging.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Lists, counts and replays dead letters, batch by batch.</summary>
internal sealed class DeadLetterDirectory(IDeadLetterStore store, DispatchSignal signal, StoreClock clock, IOptions<MessagingOptions> options, ILogger<DeadLetterDirectory> logger) : IDeadLetters
{
    private const int BatchSize = 500;
    private const int MaxCount = 1_000_000;

    public async Task<DeadLetterPage> ListAsync(DeadLetterQuery query, CancellationToken cancellationToken = default)
    {
        Check(query);
        if (query.PageSize is < 1 or > DeadLetterQuery.MaxPageSize)
        {
            throw new InvalidMessageException(nameof(query.PageSize), $"A page has 1 to {DeadLetterQuery.MaxPageSize} messages.");
        }

        DeadLetterPosition? after = PageCursor.Parse(query.Cursor) is { } last ? new(last.CreatedAt, last.Id) : null;
        var found = await store.ListAsync(query, after, query.PageSize + 1, cancellationToken).ConfigureAwait(false);
        return found.Count <= query.PageSize
            ? new DeadLetterPage(found, null)
            : new DeadLetterPage([.. found.Take(query.PageSize)], PageCursor.ToText(found[query.PageSize - 1].Delivery.FinishedAt!.Value, found[query.PageSize - 1].Delivery.Id));
    }

    public async Task<DeadLetterCount> CountAsync(DeadLetterQuery query, int atMost = 10_000, CancellationToken cancellationToken = default)
    {
        Check(query);
        CheckCount(atMost, nameof(atMost));
        var count = await store.CountAsync(query, atMost + 1, cancellationToken).ConfigureAwait(false);
        return new DeadLetterCount(Math.Min(count, atMost), count > atMost);
    }

    public async Task<ReplayReceipt> ReplayAsync(DeadLetterQuery query, ReplayRequest request, CancellationToken cancellationToken = default)
    {
        Check(query);
        ArgumentNullException.ThrowIfNull(request);
        OperatorReason.Check(request.Reason);
        CheckCount(request.Most, nameof(request.Most));
        var now = clock.GetUtcNow();
        var begun = ReplayCursor.Parse(query.Cursor) ?? new ReplayCursor(query.Until < now ? query.Until.Value : now, null);
        var receipt = await ReplayAsync(query with { Until = begun.Until }, begun, request, cancellationToken).ConfigureAwait(false);
        Log.DeadLettersReplayed(logger, receipt.Requeued, query.Tenant, receipt.Skipped);
        return receipt;
    }

    private static void Check(DeadLetterQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        foreach (var text in new[] { query.Tenant, query.FailureCode, query.Decision?.Value, query.Connection, query.Template })
        {
            OperatorReason.CheckStorable(text ?? "", nameof(query));
        }
    }

    private static void CheckCount(int count, string target)
    {
        if (count is < 1 or > MaxCount)
        {
            throw new InvalidMessageException(target, $"A number from 1 to {MaxCount}.");
        }
    }

    private async Task<ReplayReceipt> ReplayAsync(DeadLetterQuery query, ReplayCursor begun, ReplayRequest request, CancellationToken cancellationToken)
    {
        var (at, looked, requeued, isDone) = (begun, 0L, 0L, false);
        MessageStoreException? failure = null;
        while (!isDone && failure is null && looked < request.Most && (looked == 0 || !cancellationToken.IsCancellationRequested))
        {
            try
            {
                var limit = (int)Math.Min(BatchSize, request.Most - looked);
                var batch = await store.ReplayAsync(query, at.After, limit, OrderOf(request), cancellationToken).ConfigureAwait(false);
                (looked, requeued, isDone, at) = (looked + batch.Found, requeued + batch.Requeued, batch.Last is null, at with { After = batch.Last ?? at.After });
                signal.Notify(batch.Lanes);
            }
            catch (OperationCanceledException) when (looked > 0 && cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (MessageStoreException e) when (looked > 0)
            {
                failure = e;
            }
        }

        return new ReplayReceipt { Requeued = requeued, Skipped = looked - requeued, Next = isDone ? null : at.ToText(), Failure = failure };
    }

    private ReplayOrder OrderOf(ReplayRequest request)
    {
        var now = clock.GetUtcNow();
        return new ReplayOrder(request.Reason, now, category => now + options.Value.For(category).ExpiresAfter, request.UseCurrentTemplate);
    }
}
