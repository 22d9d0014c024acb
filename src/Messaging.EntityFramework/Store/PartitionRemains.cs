using Messaging.Inbox;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Deletes what hung on the messages of months that are gone, oldest first along indexes that there are anyway.</summary>
/// <param name="executor">Runs the statements.</param>
/// <param name="time">Bounds the work.</param>
/// <param name="first">The first moment from which there still are messages.</param>
internal sealed class PartitionRemains(StoreExecutor executor, TimeProvider time, DateTimeOffset first)
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);

    // An attachment belongs to a request, which is made a moment before its messages.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    private readonly long _began = time.GetTimestamp();

    /// <summary>Deletes for a second at most, so that other janitors do not wait long.</summary>
    /// <returns>Whether nothing is left.</returns>
    public async Task<bool> DeleteAsync(CancellationToken cancellationToken)
    {
        var (end, endOfFiles) = (MessageIds.StartOf(first), MessageIds.StartOf(first - Margin));
        return await DeleteAsync<DeliveryDecision>(s => s.Where(x => x.DeliveryId.CompareTo(end) < 0).OrderBy(x => x.DeliveryId), cancellationToken).ConfigureAwait(false)
            && await DeleteAsync<MessageEvent>(s => s.Where(e => e.DeliveryId != null && e.DeliveryId.Value.CompareTo(end) < 0).OrderBy(e => e.DeliveryId), cancellationToken).ConfigureAwait(false)
            && await DeleteAsync<StoredAttachment>(s => s.Where(t => t.RequestId.CompareTo(endOfFiles) < 0).OrderBy(t => t.RequestId), cancellationToken).ConfigureAwait(false)
            && await DeleteAsync<InboxItem>(s => s.Where(n => n.Id.CompareTo(end) < 0).OrderBy(n => n.Id), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> DeleteAsync<T>(Func<IQueryable<T>, IQueryable<T>> old, CancellationToken cancellationToken)
        where T : class
    {
        while (await executor.TransactAsync("delete what is past its time", s => old(s.Rows<T>()).Take(BatchSize).ExecuteDeleteAsync(cancellationToken), cancellationToken).ConfigureAwait(false) > 0)
        {
            if (time.GetElapsedTime(_began) > Budget)
            {
                return false;
            }
        }

        return true;
    }
}
