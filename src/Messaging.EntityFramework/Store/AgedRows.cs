using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>
/// Finds what is past its time: the next few rows by primary key, which begins with the time a message was made, so that no index has to be kept for it. Read outside any transaction; only
/// what is to go is looked at again in one.
/// </summary>
internal sealed class AgedRows(StoreExecutor executor)
{
    private const int SqliteLimit = 100;
    private const int RowsPerMessage = 5;

    /// <summary>The most rows to delete in one transaction: fewer where all writers wait for each other.</summary>
    public static int Limit(DbSession session, int limit) => session.Form is SqliteValueForm ? Math.Min(limit, SqliteLimit) : limit;

    public async Task<PruneStep> PruneAsync(PruneRange range, int limit, CancellationToken cancellationToken)
    {
        var (rows, most) = await executor.ReadAsync("look for what is past its time", session => ReadAsync(session, range, limit, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
        {
            return new PruneStep(range.After, true, 0);
        }

        // A message whose reports are not all among the rows is left to the next call, unless it has more than fit.
        var (isEnd, last) = (rows.Count < most, rows[^1].Id);
        if (range.Rows == RetainedRows.Events && !isEnd && rows[0].Id != last)
        {
            rows.RemoveAll(r => r.Id == last);
            last = rows[^1].Id;
        }

        var due = rows.Where(r => IsDue(r, range)).ToList();
        var removed = due.Count == 0 ? 0 : await executor.TransactAsync("delete what is past its time", session => DeleteAsync(session, due, range, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new PruneStep(removed > 0 && !isEnd && range.Rows == RetainedRows.Events && rows[0].Id == last ? range.After : last, isEnd, removed);
    }

    private static async Task<(List<AgedRow> Rows, int Most)> ReadAsync(DbSession session, PruneRange range, int limit, CancellationToken cancellationToken)
    {
        var most = Limit(session, limit);
        var (after, end) = (range.After, MessageIds.StartOf(range.Before));
        var (messages, deliveries) = (session.Rows<Message>(), session.Rows<Delivery>());
        if (range.Rows == RetainedRows.Messages)
        {
            most = Math.Max(1, most / RowsPerMessage);
        }

        var rows = range.Rows switch
        {
            RetainedRows.Events =>
                from e in session.Rows<MessageEvent>()
                where e.DeliveryId != null && e.DeliveryId.Value.CompareTo(after) > 0 && e.DeliveryId.Value.CompareTo(end) < 0
                join d in deliveries on e.DeliveryId equals d.Id into found
                from d in found.DefaultIfEmpty()
                orderby e.DeliveryId
                select new AgedRow { Id = e.DeliveryId!.Value, EventKey = e.EventKey, ReceivedAt = e.ReceivedAt, TenantId = d.TenantId, State = d.WorkState, FinishedAt = d.FinishedAt },
            RetainedRows.Contents =>
                from c in session.Rows<MessageContent>()
                where c.Id.CompareTo(after) > 0 && c.Id.CompareTo(end) < 0
                join m in messages on c.Id equals m.Id
                join d in deliveries on c.Id equals d.Id
                orderby c.Id
                select new AgedRow { Id = c.Id, FilesOf = m.AttachmentCount > 0 ? m.RequestId : null, TenantId = d.TenantId, State = d.WorkState, FinishedAt = d.FinishedAt },
            _ =>
                from m in messages
                where m.Id.CompareTo(after) > 0 && m.Id.CompareTo(end) < 0
                join d in deliveries on m.Id equals d.Id
                orderby m.Id
                select new AgedRow { Id = m.Id, FirstId = m.FirstId, FilesOf = m.AttachmentCount > 0 ? m.RequestId : null, TenantId = d.TenantId, State = d.WorkState, FinishedAt = d.FinishedAt },
        };
        return (await rows.Take(most).ToListAsync(cancellationToken).ConfigureAwait(false), most);
    }

    // The time of the end is looked at too: an id may come from a clock that was wrong, and on a database that orders ids by other bytes their range means nothing.
    private static bool IsDue(AgedRow row, PruneRange range) => (range.Rows != RetainedRows.Events || row.ReceivedAt < range.Before)
        && (row.State is null ? range.IsExcept && range.Rows == RetainedRows.Events : range.Covers(row.TenantId!) && row.State == WorkState.Done && row.FinishedAt < range.Before);

    private static async Task<int> DeleteAsync(DbSession session, List<AgedRow> due, PruneRange range, CancellationToken cancellationToken)
    {
        var deletion = new AgedRowsDeletion(session, [.. due.Select(r => r.Id).Distinct()], range.Before);
        if (range.Rows == RetainedRows.Events)
        {
            return await deletion.DeleteEventsAsync([.. due.Select(r => r.EventKey!)], cancellationToken).ConfigureAwait(false);
        }

        var files = due.Where(r => r.FilesOf is not null).Select(r => r.FilesOf!.Value).Distinct().ToList();
        return range.Rows == RetainedRows.Contents
            ? await deletion.DeleteContentsAsync(files, cancellationToken).ConfigureAwait(false)
            : await deletion.DeleteMessagesAsync([.. due.Where(r => r.FirstId is not null).Select(r => (r.Id, r.FirstId!.Value))], files, cancellationToken).ConfigureAwait(false);
    }
}
