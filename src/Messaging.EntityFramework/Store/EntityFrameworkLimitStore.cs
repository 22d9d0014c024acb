using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Token buckets, a row each. A write names the version it saw, so that no two processes get the same token.</summary>
internal sealed class EntityFrameworkLimitStore(StoreExecutor executor) : ILimitStore
{
    private static readonly Column<LimitRow>[] Columns =
    [
        new(nameof(LimitRow.Key), ColumnKind.Text, l => l.Key),
        new(nameof(LimitRow.MilliTokens), ColumnKind.Int64, l => l.MilliTokens),
        new(nameof(LimitRow.UpdatedAtMs), ColumnKind.Int64, l => l.UpdatedAtMs),
        new(nameof(LimitRow.Version), ColumnKind.Int64, l => l.Version),
    ];

    public async Task<IReadOnlyList<LimitGrant>> TakeAsync(IReadOnlyList<LimitRequest> requests, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var grants = new LimitGrant[requests.Count];
        for (var i = 0; i < requests.Count; i++)
        {
            var request = requests[i];
            // A transaction each: a row is held for one write, whatever else is asked for.
            grants[i] = await executor.TransactAsync("take from a rate limit", session => TakeAsync(session, request, now, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return grants;
    }

    private static async Task<LimitGrant> TakeAsync(DbSession session, LimitRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await session.Rows<LimitRow>().SingleOrDefaultAsync(l => l.Key == request.Key, cancellationToken).ConfigureAwait(false);
            var (next, grant) = LimitRow.Take(row, request, now);
            if ((row is not null && grant.Granted == 0) || await WriteAsync(session, row, next, cancellationToken).ConfigureAwait(false))
            {
                return grant;
            }
        }
    }

    private static async Task<bool> WriteAsync(DbSession session, LimitRow? row, LimitRow next, CancellationToken cancellationToken)
    {
        if (row is not null)
        {
            return await session.Rows<LimitRow>()
                .Where(l => l.Key == row.Key && l.Version == row.Version)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(l => l.MilliTokens, next.MilliTokens).SetProperty(l => l.UpdatedAtMs, next.UpdatedAtMs).SetProperty(l => l.Version, next.Version), cancellationToken)
                .ConfigureAwait(false) > 0;
        }

        using var insert = RowStatement<LimitRow>.Insert(session, "z", Columns, session.Dialect.OnConflict);
        return await insert.RunAsync(next, cancellationToken).ConfigureAwait(false) > 0;
    }
}
