using System.Data.Common;
using Messaging.Links;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Used tokens and the targets of redirects. The primary key decides which of two that use a token was first.</summary>
internal sealed class EntityFrameworkLinkStore(StoreExecutor executor) : ILinkStore
{
    private const string Savepoint = "messaging_link";

    public Task<bool> UseAsync(LinkUse use, CancellationToken cancellationToken) =>
        executor.TransactAsync("use a link", async session =>
        {
            using var insert = RowStatement<LinkUse>.Insert(session, "u", LinkColumns.Uses, session.Dialect.OnConflict);
            return await TryInsertAsync(session, insert, use, session.Rows<LinkUse>().Where(u => u.Id == use.Id), cancellationToken).ConfigureAwait(false);
        }, cancellationToken);

    public Task<bool> IsUsedAsync(Guid id, CancellationToken cancellationToken) =>
        executor.ReadAsync("look for a used link", session => session.Rows<LinkUse>().AnyAsync(u => u.Id == id, cancellationToken), cancellationToken);

    public Task ReleaseAsync(Guid id, CancellationToken cancellationToken) =>
        executor.TransactAsync("release a link", session => session.Rows<LinkUse>().Where(u => u.Id == id).ExecuteDeleteAsync(cancellationToken), cancellationToken);

    public Task AddAsync(IReadOnlyList<RedirectTarget> targets, CancellationToken cancellationToken) =>
        executor.TransactAsync("store the targets of links", async session =>
        {
            using var insert = RowStatement<RedirectTarget>.Insert(session, "l", LinkColumns.Targets, session.Dialect.OnConflict);

            // In the order of their keys, so that two that store the same never wait for each other.
            foreach (var target in targets.OrderBy(t => t.Id))
            {
                var known = session.Rows<RedirectTarget>().Where(t => t.Id == target.Id);
                if (!await TryInsertAsync(session, insert, target, known, cancellationToken).ConfigureAwait(false))
                {
                    await known
                        .Where(t => t.ExpiresAt < target.ExpiresAt)
                        .ExecuteUpdateAsync(s => s.SetProperty(t => t.ExpiresAt, target.ExpiresAt), cancellationToken)
                        .ConfigureAwait(false);
                }
            }

            return targets.Count;
        }, cancellationToken);

    public Task<RedirectTarget?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        executor.ReadAsync("find the target of a link", session => session.Rows<RedirectTarget>().FirstOrDefaultAsync(t => t.Id == id, cancellationToken), cancellationToken);

    public async Task<int> PruneAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        // One short transaction each: on SQLite every writer of the host waits behind it.
        var uses = await executor.TransactAsync(
            "prune used links",
            session => session.Rows<LinkUse>().Where(u => u.ExpiresAt < now).OrderBy(u => u.ExpiresAt).Take(AgedRows.Limit(session, limit)).ExecuteDeleteAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return uses + await executor.TransactAsync(
            "prune the targets of links",
            session => session.Rows<RedirectTarget>().Where(t => t.ExpiresAt < now).OrderBy(t => t.ExpiresAt).Take(AgedRows.Limit(session, limit)).ExecuteDeleteAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    // Where an insert cannot pass over what is there, looking first spares most failures, and a savepoint keeps the transaction alive when another one was faster.
    private static async Task<bool> TryInsertAsync<T>(DbSession session, RowStatement<T> insert, T row, IQueryable<T> known, CancellationToken cancellationToken)
        where T : class
    {
        var transaction = session.Transaction!;
        if (session.Dialect.OnConflict.Length > 0 || !transaction.SupportsSavepoints)
        {
            return await insert.RunAsync(row, cancellationToken).ConfigureAwait(false) == 1;
        }

        if (await known.AnyAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await transaction.SaveAsync(Savepoint, cancellationToken).ConfigureAwait(false);
        try
        {
            return await insert.RunAsync(row, cancellationToken).ConfigureAwait(false) == 1;
        }
        catch (DbException)
        {
            await transaction.RollbackAsync(Savepoint, cancellationToken).ConfigureAwait(false);
            if (await known.AnyAsync(cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            throw;
        }
    }
}
