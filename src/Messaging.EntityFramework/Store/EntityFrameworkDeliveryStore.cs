using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>The dispatcher's side of the store.</summary>
internal sealed class EntityFrameworkDeliveryStore(StoreExecutor executor, StoreSetup setup, StoreClock clock) : IDeliveryStore
{
    public Task<Heartbeat> HeartbeatAsync(long epoch, string node, TimeSpan timeToLive, bool isNew, CancellationToken cancellationToken) =>
        executor.TransactAsync("keep the lease", async session =>
        {
            await setup.AlignClockAsync(session.Connection, session.Transaction, cancellationToken).ConfigureAwait(false);
            var now = clock.GetUtcNow();
            var row = new DispatcherRow { Epoch = epoch, Node = node, HeartbeatAt = now, ExpiresAt = now + timeToLive };
            var alive = await session.Rows<DispatcherRow>()
                .Where(p => p.Epoch == epoch && (isNew || p.ExpiresAt > now))
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.HeartbeatAt, row.HeartbeatAt).SetProperty(p => p.ExpiresAt, row.ExpiresAt), cancellationToken)
                .ConfigureAwait(false) > 0;
            if (!alive && isNew)
            {
                using var insert = RowStatement<DispatcherRow>.Insert(session, "p", RowColumns.Dispatchers, session.Dialect.OnConflict);
                alive = await insert.RunAsync(row, cancellationToken).ConfigureAwait(false) > 0;
            }

            return new Heartbeat(alive, (await InstallationRow.EnsureAsync(session, now, cancellationToken).ConfigureAwait(false)).Key);
        }, cancellationToken);

    public Task<IReadOnlyList<Lane>> FindLanesAsync(CancellationToken cancellationToken) =>
        executor.ReadAsync("find lanes", session => executor.Dialect.FindLanesAsync(session, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(long epoch, IReadOnlyList<LaneQuota> quotas, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await executor.WriteAsync("claim messages", session => executor.Dialect.ClaimAsync(session, epoch, quotas, now, cancellationToken), cancellationToken).ConfigureAwait(false);
        return rows.ReadAsync is { } read
            ? await executor.ReadAsync("read claimed messages", session => read(session, cancellationToken), cancellationToken).ConfigureAwait(false)
            : rows.Messages;
    }

    public Task<IReadOnlyList<ChainLink>> FindChainsAsync(IReadOnlyCollection<Guid> firstIds, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<ChainLink>>("find chains", async session =>
        {
            var links = await session.Rows<Message>()
                .Where(m => m.FirstId != null && firstIds.Contains(m.FirstId.Value))
                .Join(session.Rows<Delivery>(), m => m.Id, d => d.Id, (m, d) => new { FirstId = m.FirstId!.Value, m.Step, m.FallbackWhen, Delivery = d })
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false);
            return [.. links.Select(l => new ChainLink(l.FirstId, l.Step, l.FallbackWhen, l.Delivery))];
        }, cancellationToken);

    public Task<IReadOnlyDictionary<Guid, StartVerdict>> StartAsync(IReadOnlyList<DeliveryStart> starts, DateTimeOffset now, CancellationToken cancellationToken) =>
        executor.InTurnsAsync("announce calls", starts, (session, some) => executor.Dialect.StartAsync(session, some, now, cancellationToken), Merge, cancellationToken);

    public async Task<IReadOnlySet<Guid>> RecordAsync(IReadOnlyList<DeliveryChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var recorded = await executor.InTurnsAsync(
            "record results", changes, (session, some) => executor.Dialect.RecordAsync(session, some, now, cancellationToken), Merge, cancellationToken).ConfigureAwait(false);
        var late = changes.Where(c => c.Evidence is { Outcome: SendOutcomeKind.Accepted } && !recorded.Written.Contains(c.Id)).Select(c => LateResult.ToEvent(c.Evidence!, now)).ToList();
        if (late.Count > 0)
        {
            await executor.TransactAsync("record late results", session => ReportWriter.ApplyAsync(session, late, now, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        if (recorded.HasWaitingReports)
        {
            var known = changes.Where(c => c.Evidence?.ProviderMessageId is not null).Select(c => c.Evidence!.ProviderMessageId!).ToList();
            await executor.TransactAsync("apply waiting reports", session => ReportWriter.MatchAsync(session, known, known.Count, now, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return recorded.Written;
    }

    private static Dictionary<Guid, StartVerdict> Merge(IEnumerable<IReadOnlyDictionary<Guid, StartVerdict>> turns) => turns.SelectMany(t => t).ToDictionary();

    private static RecordedChanges Merge(IEnumerable<RecordedChanges> turns)
    {
        var all = turns.ToList();
        return new RecordedChanges(all.SelectMany(t => t.Written).ToHashSet(), all.Exists(t => t.HasWaitingReports));
    }
}
