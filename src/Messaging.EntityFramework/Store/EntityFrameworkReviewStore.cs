using Messaging.Preferences;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Texts that wait for a person to decide.</summary>
internal sealed class EntityFrameworkReviewStore(StoreExecutor executor) : IReviewStore
{
    public Task AddAsync(OptOutReview review, CancellationToken cancellationToken) =>
        executor.TransactAsync("store a text to review", async session =>
        {
            if (session.Dialect.OnConflict.Length == 0 && await session.Rows<OptOutReview>().AnyAsync(r => r.Id == review.Id, cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }

            using var insert = RowStatement<OptOutReview>.Insert(session, "o", ContactColumns.Reviews, session.Dialect.OnConflict);
            return await insert.RunAsync(review, cancellationToken).ConfigureAwait(false);
        }, cancellationToken);

    public Task<IReadOnlyList<OptOutReview>> ListAsync(string tenant, Guid? id, int limit, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<OptOutReview>>("list texts to review", async session =>
        {
            var waiting = session.Rows<OptOutReview>().Where(r => r.TenantId == tenant && r.DecidedAt == null);
            waiting = id is { } one ? waiting.Where(r => r.Id == one) : waiting;
            return await waiting.OrderBy(r => r.ReceivedAt).ThenBy(r => r.Id).Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken);

    public Task<bool> DecideAsync(OptOutReview review, CancellationToken cancellationToken) =>
        executor.TransactAsync(
            "decide about a text",
            async session => await session.Rows<OptOutReview>()
                .Where(r => r.Id == review.Id && r.DecidedAt == null)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(r => r.DecidedAt, review.DecidedAt).SetProperty(r => r.DecidedBy, review.DecidedBy).SetProperty(r => r.IsOptOut, review.IsOptOut), cancellationToken)
                .ConfigureAwait(false) > 0,
            cancellationToken);
}
