using System.Linq.Expressions;
using Messaging.Inbox;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Deletes a few rows that are past their time, in the session's transaction. What was changed since they were read stays.</summary>
/// <param name="session">Where.</param>
/// <param name="ids">The messages, in order.</param>
/// <param name="before">The time before which they must have ended.</param>
internal sealed class AgedRowsDeletion(DbSession session, List<Guid> ids, DateTimeOffset before)
{
    private const string Lock = "SELECT [d.Id] FROM [d] AS d WHERE [d.Id] = ANY(@ids) AND [d.Id] BETWEEN @first AND @last AND [d.WorkState] = 9 ORDER BY [d.Id] FOR UPDATE SKIP LOCKED";

    private readonly IQueryable<Delivery> _deliveries = session.Rows<Delivery>();
    private readonly IQueryable<Message> _messages = session.Rows<Message>();

    /// <summary>Deletes reports by their keys.</summary>
    public Task<int> DeleteEventsAsync(List<string> keys, CancellationToken cancellationToken) => session.Rows<MessageEvent>()
        .Where(e => e.DeliveryId != null && ids.Contains(e.DeliveryId.Value) && keys.Contains(e.EventKey) && e.ReceivedAt < before)
        .Where(e => !_deliveries.Any(d => d.Id == e.DeliveryId && d.WorkState != WorkState.Done))
        .ExecuteDeleteAsync(cancellationToken);

    /// <summary>Deletes contents, and the attachments of requests of which nothing is open.</summary>
    public async Task<int> DeleteContentsAsync(List<Guid> requests, CancellationToken cancellationToken)
    {
        var ended = await LockAsync(ids, cancellationToken).ConfigureAwait(false);
        var removed = await Among(session.Rows<MessageContent>(), ended, c => c.Id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await DeleteFilesAsync(requests, cancellationToken).ConfigureAwait(false);
        return removed;
    }

    /// <summary>Deletes messages and all that hangs on them, but none of a chain that is open.</summary>
    public async Task<int> DeleteMessagesAsync(List<(Guid Id, Guid First)> chained, List<Guid> requests, CancellationToken cancellationToken)
    {
        var mine = await LockAsync(ids, cancellationToken).ConfigureAwait(false);
        var open = await FindOpenAsync([.. chained.Select(c => c.First).Distinct()], cancellationToken).ConfigureAwait(false);
        mine.RemoveAll(id => chained.Exists(c => c.Id == id && open.Contains(c.First)));
        await Among(_deliveries.Where(d => d.WorkState == WorkState.Done), mine, d => d.Id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);

        // Where rows cannot be locked first, one may have been requeued before its turn: what is left tells.
        var left = await Among(_deliveries, mine, d => d.Id).Select(d => d.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        mine.RemoveAll(left.Contains);
        await DeleteAsync<MessageContent>(mine, c => c.Id, cancellationToken).ConfigureAwait(false);
        await DeleteAsync<MessageAttempt>(mine, a => a.DeliveryId, cancellationToken).ConfigureAwait(false);
        await DeleteAsync<DeliveryDecision>(mine, x => x.DeliveryId, cancellationToken).ConfigureAwait(false);
        await session.Rows<MessageEvent>().Where(e => e.DeliveryId != null && mine.Contains(e.DeliveryId.Value)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        if (session.Context.Model.FindEntityType(typeof(InboxItem)) is not null)
        {
            await DeleteAsync<InboxItem>(mine, i => i.Id, cancellationToken).ConfigureAwait(false);
        }

        await DeleteFilesAsync(requests, cancellationToken).ConfigureAwait(false);
        await DeleteAsync<Message>(mine, m => m.Id, cancellationToken).ConfigureAwait(false);
        return mine.Count;
    }

    private Task<int> DeleteAsync<T>(List<Guid> mine, Expression<Func<T, Guid>> key, CancellationToken cancellationToken)
        where T : class => Among(session.Rows<T>(), mine, key).ExecuteDeleteAsync(cancellationToken);

    // The bounds let a partitioned table leave out all months but this one.
    private IQueryable<T> Among<T>(IQueryable<T> rows, List<Guid> mine, Expression<Func<T, Guid>> key)
    {
        var (first, last) = (ids[0], ids[^1]);
        Expression<Func<Guid, bool>> isMine = id => id.CompareTo(first) >= 0 && id.CompareTo(last) <= 0 && mine.Contains(id);
        var body = new Substitution(isMine.Parameters[0], key.Body).Visit(isMine.Body);
        return rows.Where(Expression.Lambda<Func<T, bool>>(body, key.Parameters));
    }

    private Task<int> DeleteFilesAsync(List<Guid> requests, CancellationToken cancellationToken) => requests.Count == 0
        ? Task.FromResult(0)
        : session.Rows<StoredAttachment>()
            .Where(t => requests.Contains(t.RequestId))
            .Where(t => !_messages.Any(m => m.RequestId == t.RequestId && _deliveries.Any(d => d.Id == m.Id && d.WorkState != WorkState.Done)))
            .ExecuteDeleteAsync(cancellationToken);

    private async Task<HashSet<Guid>> FindOpenAsync(List<Guid> firsts, CancellationToken cancellationToken) => firsts.Count == 0
        ? []
        : [.. await _messages
            .Where(m => m.FirstId != null && firsts.Contains(m.FirstId.Value) && _deliveries.Any(d => d.Id == m.Id && d.WorkState != WorkState.Done))
            .Select(m => m.FirstId!.Value)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false)];

    // Elsewhere one writer at a time, or the guard of each delete, has the same effect.
    private async Task<List<Guid>> LockAsync(List<Guid> wanted, CancellationToken cancellationToken)
    {
        if (session.Dialect is not PostgreSqlDialect)
        {
            return await Among(_deliveries.Where(d => d.WorkState == WorkState.Done), wanted, d => d.Id).Select(d => d.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        }

        using var command = session.CreateCommand(Lock);
        PostgreSqlArrays.Add(command, "@ids", ColumnKind.Guid, [.. wanted.Select(id => (object?)id)]);
        session.Form.Add(command, "@first", ColumnKind.Guid, ids[0]);
        session.Form.Add(command, "@last", ColumnKind.Guid, ids[^1]);
        using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var locked = new List<Guid>(wanted.Count);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            locked.Add(reader.GetGuid(0));
        }

        return locked;
    }

    private sealed class Substitution(ParameterExpression parameter, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? value : base.VisitParameter(node);
    }
}
