using System.Data.Common;
using Messaging.Maintenance;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.EntityFramework.Store;

/// <summary>Creates the partitions of months to come and drops those that are past their time, on one node at a time.</summary>
/// <remarks>
/// A partition is dropped at once, not detached concurrently first, which PostgreSQL refuses beside a default partition. Both locks are asked for with a short time-out, so that nobody
/// queues behind a janitor who waits; what does not succeed is tried again with the next sweep.
/// </remarks>
internal sealed class PartitionJanitor(
    StoreExecutor executor, StoreClock clock, TimeProvider time, IOptions<EntityFrameworkStoreOptions> options, IOptions<RetentionOptions> retention, ILogger<PartitionJanitor> logger) : IJanitor
{
    private const string TryLock = "SET LOCAL lock_timeout = '100ms'; SELECT pg_try_advisory_xact_lock(hashtext('messaging_partitions'))";
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    // The messages of a request, and of a chain, are made together, but a month may end between them.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    private long? _ranAt;

    /// <summary>Whether rows were found that belong to no month with a partition.</summary>
    public bool HasStrays { get; private set; }

    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.MonthlyPartitions || (_ranAt is { } at && time.GetElapsedTime(at) < Interval))
        {
            return false;
        }

        try
        {
            _ranAt = await RunAsync(clock.GetUtcNow(), cancellationToken).ConfigureAwait(false) ? time.GetTimestamp() : null;
        }
        catch (MessageStoreException e) when (e.InnerException is DbException { SqlState: "55P03" or "40P01" })
        {
            // Somebody was at work on the table; the next sweep tries again.
        }

        return false;
    }

    private async Task<bool> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var there = await executor.ReadAsync("look for partitions", s => PartitionTables.ReadAsync(s.Connection, null, cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (var missing in PartitionTables.NeededAt(now).Where(p => !there.Contains(p)))
        {
            await ChangeAsync("create a partition", s => CreateAsync(s, missing, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        HasStrays = false;
        foreach (var table in PartitionTables.All)
        {
            var strays = table + "_default";
            if (await executor.ReadAsync("look for strays", s => PartitionTables.IsAsync(s.Connection, null, $"SELECT EXISTS (SELECT 1 FROM {strays})", cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                HasStrays = true;
                Log.PartitionHasStrays(logger, strays);
            }
        }

        return retention.Value.LongestMessages is not { } longest || await DropAsync(there, now - longest, cancellationToken).ConfigureAwait(false);
    }

    // Another node may have been faster.
    private static async Task CreateAsync(DbSession session, Partition missing, CancellationToken cancellationToken)
    {
        if (!(await PartitionTables.ReadAsync(session.Connection, session.Transaction, cancellationToken).ConfigureAwait(false)).Contains(missing))
        {
            await PartitionTables.CreateAsync(session.Connection, session.Transaction!, missing, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> DropAsync(HashSet<Partition> there, DateTimeOffset before, CancellationToken cancellationToken)
    {
        // Deliveries first: where they are gone, so is what they decide about, also when the process ends in between.
        foreach (var partition in there.Where(p => p.Month.End <= before).OrderBy(p => p.Month.Start).ThenBy(p => p.Table != PartitionTables.Deliveries).ToList())
        {
            var deliveries = new Partition(PartitionTables.Deliveries, partition.Month);
            if (partition == deliveries ? await DropDeliveriesAsync(partition, cancellationToken).ConfigureAwait(false)
                : !there.Contains(deliveries) && await DropOtherAsync(partition, cancellationToken).ConfigureAwait(false))
            {
                there.Remove(partition);
                Log.PartitionDropped(logger, partition.Name);
            }
        }

        // What has no partitions of its own is deleted up to the first month that is left.
        return HasStrays || there.Where(p => p.Table == PartitionTables.Deliveries).Select(p => (DateTimeOffset?)p.Month.Start).Min() is not { } first
            || await new PartitionRemains(executor, time, first < before ? first : before).DeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> DropDeliveriesAsync(Partition partition, CancellationToken cancellationToken)
    {
        var (first, end) = (partition.Month.First, MessageIds.StartOf(partition.Month.End + Margin));
        var isOpen = "SELECT " + string.Join(" OR ", new[] { WorkState.Queued, WorkState.Leased, WorkState.Parked }
            .Select(state => $"EXISTS (SELECT 1 FROM {PartitionTables.Deliveries} WHERE id >= '{first}' AND id < '{end}' AND work_state = {(int)state})"));

        // Looked at without a lock first, since a month may stay open for long.
        if (await executor.ReadAsync("look for open messages", s => PartitionTables.IsAsync(s.Connection, null, isOpen, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        return await ChangeAsync("drop a partition", async session =>
        {
            await PartitionTables.RunAsync(session.Connection, session.Transaction, $"LOCK TABLE {PartitionTables.Deliveries} IN ACCESS EXCLUSIVE MODE", cancellationToken).ConfigureAwait(false);
            if (!await PartitionTables.IsAsync(session.Connection, session.Transaction, isOpen, cancellationToken).ConfigureAwait(false))
            {
                await PartitionTables.RunAsync(session.Connection, session.Transaction, $"DROP TABLE IF EXISTS {partition.Name}", cancellationToken).ConfigureAwait(false);
            }
        }, cancellationToken).ConfigureAwait(false)
            && !(await executor.ReadAsync("look for partitions", s => PartitionTables.ReadAsync(s.Connection, null, cancellationToken), cancellationToken).ConfigureAwait(false)).Contains(partition);
    }

    private Task<bool> DropOtherAsync(Partition partition, CancellationToken cancellationToken) =>
        ChangeAsync("drop a partition", s => PartitionTables.RunAsync(s.Connection, s.Transaction, $"DROP TABLE IF EXISTS {partition.Name}", cancellationToken), cancellationToken);

    private Task<bool> ChangeAsync(string operation, Func<DbSession, Task> change, CancellationToken cancellationToken) => executor.TransactAsync(operation, async session =>
    {
        var isMine = await PartitionTables.IsAsync(session.Connection, session.Transaction, TryLock, cancellationToken).ConfigureAwait(false);
        if (isMine)
        {
            await change(session).ConfigureAwait(false);
        }

        return isMine;
    }, cancellationToken);
}
