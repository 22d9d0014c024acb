namespace Messaging.EntityFramework.Store;

/// <summary>Commits together what gathers while a write is under way or waits for the file: one commit, and one flush to disk, for all of them. A lone write is committed at once.</summary>
/// <remarks>
/// Each unit but the first has a savepoint of its own, so that one that fails takes nothing else with it; results are handed out only after the common commit. A turn takes
/// on nothing more after some milliseconds, so that other writers of the file come to theirs. If the group as a whole breaks, each of its units is run again by itself and gets an answer of its own.
/// </remarks>
/// <param name="file">The data source of the connections.</param>
/// <param name="time">Measures turns.</param>
/// <param name="transact">Runs work in a transaction of its own.</param>
internal sealed class SqliteWriter(string file, TimeProvider time, Func<Func<DbSession, Task<bool>>, Task<bool>> transact)
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMilliseconds(15);

    // Writers on other connections look for their turn only now and then (busy_timeout), so a file that is handed on without a gap would never be free when they look.
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(1);

    private const string Savepoint = "unit";
    private const int MostUnits = 100;

    private readonly Lock _lock = new();
    private readonly Queue<WriteUnit> _waiting = new();
    private bool _isRunning;

    /// <summary>Runs work in a transaction, alone or with others.</summary>
    /// <param name="work">The work. It may be run again when a group broke.</param>
    /// <param name="cancellationToken">Gives up the place while waiting; afterwards it is the work's own affair.</param>
    public async Task<T> RunAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        T result = default!;
        var unit = new WriteUnit(
            async session => result = await work(session).ConfigureAwait(false),
            () => answer.TrySetResult(result),
            e => answer.TrySetException(e));
        var giveUp = cancellationToken.UnsafeRegister(
            _ =>
            {
                if (unit.TryTake())
                {
                    answer.TrySetCanceled(cancellationToken);
                }
            },
            null);
        await using (giveUp.ConfigureAwait(false))
        {
            Add(unit);
            return await answer.Task.ConfigureAwait(false);
        }
    }

    private void Add(WriteUnit unit)
    {
        lock (_lock)
        {
            _waiting.Enqueue(unit);
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        // The turns belong to nobody's flow: whoever happened to come first is not the parent of what others write.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(RunTurnsAsync);
        }
    }

    private async Task RunTurnsAsync()
    {
        while (TryNext(endsTurns: true) is { } first)
        {
            using (await SqliteGate.EnterAsync(file, CancellationToken.None).ConfigureAwait(false))
            {
                await RunGroupAsync(first).ConfigureAwait(false);
            }

            if (HasWaiting())
            {
                await Task.Delay(Gap, TimeProvider.System).ConfigureAwait(false);
            }
        }
    }

    private bool HasWaiting()
    {
        lock (_lock)
        {
            return _waiting.Count > 0;
        }
    }

    // Whoever finds nothing between two turns is told so under the lock, so that the next to come starts the turns again.
    private WriteUnit? TryNext(bool endsTurns)
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var unit))
            {
                if (unit.TryTake())
                {
                    return unit;
                }
            }

            _isRunning = !endsTurns;
            return null;
        }
    }

    private async Task RunGroupAsync(WriteUnit first)
    {
        var group = new List<WriteUnit> { first };
        try
        {
            await transact(session => RunAsync(session, group)).ConfigureAwait(false);
        }
        catch (Exception e) when (group.Count == 1)
        {
            first.Fail(e);
            return;
        }
        catch (Exception)
        {
            foreach (var unit in group)
            {
                await RunAloneAsync(unit).ConfigureAwait(false);
            }

            return;
        }

        group.ForEach(u => u.Complete());
    }

    // The first needs no savepoint: when it fails there is nothing else to keep.
    private async Task<bool> RunAsync(DbSession session, List<WriteUnit> group)
    {
        var start = time.GetTimestamp();
        await group[0].RunAsync(session).ConfigureAwait(false);
        while (group.Count < MostUnits && time.GetElapsedTime(start) < LongestTurn && TryNext(endsTurns: false) is { } next)
        {
            group.Add(next);
            await session.Transaction!.SaveAsync(Savepoint).ConfigureAwait(false);
            Exception? failure = null;
            try
            {
                await next.RunAsync(session).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                failure = e;
                await session.Transaction.RollbackAsync(Savepoint).ConfigureAwait(false);
            }

            await session.Transaction.ReleaseAsync(Savepoint).ConfigureAwait(false);
            if (failure is not null)
            {
                group.Remove(next);
                next.Fail(failure);
            }
        }

        return true;
    }

    private async Task RunAloneAsync(WriteUnit unit)
    {
        try
        {
            await transact(async session =>
            {
                await unit.RunAsync(session).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            unit.Fail(e);
            return;
        }

        unit.Complete();
    }
}
