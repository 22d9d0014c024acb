using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Operators' settings of queues. Pause and weight of a row are written apart, so that neither of two operators undoes the other's.</summary>
internal sealed class EntityFrameworkQueueStore(StoreExecutor executor) : IQueueStore
{
    public Task<IReadOnlyList<QueueSetting>> ListAsync(CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<QueueSetting>>(
            "read queue settings", async session => await session.Rows<QueueSetting>().ToListAsync(cancellationToken).ConfigureAwait(false), cancellationToken);

    public Task PauseAsync(QueueSetting pause, CancellationToken cancellationToken) =>
        executor.TransactAsync("pause a queue", session => PauseAsync(session, pause, cancellationToken), cancellationToken);

    public Task<bool> ResumeAsync(QueueScope scope, CancellationToken cancellationToken)
    {
        var key = scope.Key;
        return executor.TransactAsync(
            "resume a queue",
            async session =>
            {
                var resumed = await session.Rows<QueueSetting>().Where(s => s.Key == key && s.PausedAt != null)
                    .ExecuteUpdateAsync(
                        s => s.SetProperty(q => q.PausedAt, (DateTimeOffset?)null).SetProperty(q => q.PausedUntil, (DateTimeOffset?)null).SetProperty(q => q.PauseReason, ""), cancellationToken)
                    .ConfigureAwait(false);
                await DropEmptyAsync(session, key, cancellationToken).ConfigureAwait(false);
                return resumed > 0;
            },
            cancellationToken);
    }

    public Task SetWeightAsync(QueueSetting weight, CancellationToken cancellationToken) =>
        executor.TransactAsync(
            "set the weight of a queue",
            async session =>
            {
                var known = session.Rows<QueueSetting>().Where(s => s.Key == weight.Key);
                await UpdateOrInsertAsync(
                    session,
                    weight,
                    () => known.ExecuteUpdateAsync(
                        s => s.SetProperty(q => q.Weight, weight.Weight).SetProperty(q => q.WeightReason, weight.WeightReason).SetProperty(q => q.WeightSetAt, weight.WeightSetAt), cancellationToken),
                    cancellationToken).ConfigureAwait(false);
                return await DropEmptyAsync(session, weight.Key, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    public Task<DateTimeOffset?> PauseAfterAbsenceAsync(DateTimeOffset since, QueueSetting pause, CancellationToken cancellationToken) =>
        executor.TransactAsync<DateTimeOffset?>(
            "look for a long absence",
            async session =>
            {
                var last = await session.Rows<DispatcherRow>().OrderByDescending(p => p.HeartbeatAt).Select(p => (DateTimeOffset?)p.HeartbeatAt).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
                if (last is not { } sign || sign > since || !await HasDoubtfulAsync(session, sign, pause.PausedAt!.Value, cancellationToken).ConfigureAwait(false))
                {
                    return null;
                }

                var known = await session.Rows<QueueSetting>().SingleOrDefaultAsync(s => s.Key == pause.Key, cancellationToken).ConfigureAwait(false);
                if (known?.IsPausedAt(pause.PausedAt!.Value) == true)
                {
                    return null;
                }

                await PauseAsync(session, pause, cancellationToken).ConfigureAwait(false);
                return sign;
            },
            cancellationToken);

    // Stored before the last sign of life and due by now. One state at a time, each with its own index.
    private static async Task<bool> HasDoubtfulAsync(DbSession session, DateTimeOffset last, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var messages = session.Rows<Message>().Where(m => m.CreatedAt <= last);
        return await session.Rows<Delivery>().Where(d => d.WorkState == WorkState.Queued && d.DueAt <= now).AnyAsync(d => messages.Any(m => m.Id == d.Id), cancellationToken).ConfigureAwait(false)
            || await session.Rows<Delivery>().Where(d => d.WorkState == WorkState.Leased && d.DueAt <= now).AnyAsync(d => messages.Any(m => m.Id == d.Id), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> PauseAsync(DbSession session, QueueSetting pause, CancellationToken cancellationToken)
    {
        var known = session.Rows<QueueSetting>().Where(s => s.Key == pause.Key);
        return await UpdateOrInsertAsync(
            session,
            pause,
            () => known.ExecuteUpdateAsync(
                s => s.SetProperty(q => q.PausedAt, pause.PausedAt).SetProperty(q => q.PausedUntil, pause.PausedUntil).SetProperty(q => q.PauseReason, pause.PauseReason), cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    // Somebody else may insert or delete the row between the two.
    private static async Task<int> UpdateOrInsertAsync(DbSession session, QueueSetting setting, Func<Task<int>> update, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await update().ConfigureAwait(false) is var updated and > 0)
            {
                return updated;
            }

            using var insert = RowStatement<QueueSetting>.Insert(session, "s", QueueColumns.Settings, session.Dialect.OnConflict);
            if (await insert.RunAsync(setting, cancellationToken).ConfigureAwait(false) is var inserted and > 0)
            {
                return inserted;
            }
        }
    }

    private static Task<int> DropEmptyAsync(DbSession session, string key, CancellationToken cancellationToken) =>
        session.Rows<QueueSetting>().Where(s => s.Key == key && s.PausedAt == null && s.Weight == null).ExecuteDeleteAsync(cancellationToken);
}
