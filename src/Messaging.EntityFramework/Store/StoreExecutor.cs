using System.Data.Common;
using System.Runtime.ExceptionServices;
using System.Transactions;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Runs the library's own work: a context from a fresh scope, its connection, a transaction where one is needed, a few repetitions on conflict, and typed errors.</summary>
internal sealed class StoreExecutor(IContextSource contexts, StoreSetup setup, TimeProvider time) : IDisposable
{
    private const int MaxTries = 5;
    private const int MostInTurn = 250;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);

    private readonly KeptSessions? _kept = setup.Statements is { } statements ? new KeptSessions(contexts, setup, statements) : null;
    private SqliteWriter? _writer;

    /// <summary>The statements for this store's database.</summary>
    public IStoreDialect Dialect => setup.Dialect;

    /// <summary>Runs queries.</summary>
    public Task<T> ReadAsync<T>(string operation, Func<DbSession, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(operation, false, false, work, cancellationToken);

    /// <summary>Runs a call of the dialect, in a transaction unless the dialect does it in one statement.</summary>
    public Task<T> WriteAsync<T>(string operation, Func<DbSession, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(operation, true, false, work, cancellationToken);

    /// <summary>Writes a batch that need not be one transaction: on SQLite in parts, between which other writers of the file come to their turn.</summary>
    public async Task<TResult> InTurnsAsync<TItem, TResult>(
        string operation, IReadOnlyList<TItem> items, Func<DbSession, IReadOnlyList<TItem>, Task<TResult>> work, Func<IEnumerable<TResult>, TResult> merge, CancellationToken cancellationToken) =>
        items.Count <= MostInTurn || !setup.IsSqlite
            ? await WriteAsync(operation, session => work(session, items), cancellationToken).ConfigureAwait(false)
            : merge(await Task.WhenAll(items.Chunk(MostInTurn).Select(part => WriteAsync(operation, session => work(session, part), cancellationToken))).ConfigureAwait(false));

    /// <summary>Runs several statements in a transaction. The work must be repeatable: a conflict runs it again.</summary>
    public Task<T> TransactAsync<T>(string operation, Func<DbSession, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(operation, true, true, work, cancellationToken);

    public void Dispose() => _kept?.Dispose();

    private async Task<T> RunAsync<T>(string operation, bool writes, bool needsTransaction, Func<DbSession, Task<T>> work, CancellationToken cancellationToken)
    {
        // The library's own work commits by itself, whatever transaction the caller is in.
        using var apart = Transaction.Current is null ? null : new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await setup.EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
                if (!setup.IsSqlite)
                {
                    var isFirst = attempt == 1;
                    return await RunOnceAsync(
                        writes && (needsTransaction || !Dialect.IsSingleStatement), session => work(session with { IsFirstTry = isFirst }), cancellationToken).ConfigureAwait(false);
                }

                return writes
                    ? await WriteSqliteAsync(work, cancellationToken).ConfigureAwait(false)
                    : await Task.Run(() => RunSqliteAsync(false, work, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (StoreFaults.IsConflict(e) && attempt < MaxTries && !cancellationToken.IsCancellationRequested)
            {
                // By the machine's clock, whatever clock the host has: the other side of the conflict is at work meanwhile.
                await Task.Delay(FirstPause * attempt * (0.5 + Random.Shared.NextDouble()), TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (StoreFaults.IsDatabaseFailure(e))
            {
                throw StoreFaults.Translate(e, operation, contexts.ContextName);
            }
        }
    }

    private Task<T> WriteSqliteAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellationToken)
    {
        SqliteFlow.ThrowIfWriting();
        var writer = LazyInitializer.EnsureInitialized(ref _writer, () => new SqliteWriter(setup.DataSource, time, group => RunSqliteAsync(true, group, CancellationToken.None)));
        return writer.RunAsync(work, cancellationToken);
    }

    // The driver of SQLite blocks its thread, so this never runs on a caller's.
    private Task<T> RunSqliteAsync<T>(bool transacted, Func<DbSession, Task<T>> work, CancellationToken cancellationToken) =>
        _kept?.RunAsync(transacted, work, cancellationToken) ?? RunOnceAsync(transacted, work, cancellationToken);

    private async Task<T> RunOnceAsync<T>(bool transacted, Func<DbSession, Task<T>> work, CancellationToken cancellationToken)
    {
        var (context, lease) = contexts.Create();
        await using (lease.ConfigureAwait(false))
        {
            var strategy = context.Database.CreateExecutionStrategy();
            if (!strategy.RetriesOnFailure)
            {
                return await RunOnAsync(context, transacted, work, cancellationToken).ConfigureAwait(false);
            }

            // A host's retrying strategy refuses transactions it did not begin, and must not repeat our work by its own rules: inside it, failures are carried out as values.
            var (result, failure) = await strategy.ExecuteAsync(async () => await CaptureAsync(() => RunOnAsync(context, transacted, work, cancellationToken)).ConfigureAwait(false)).ConfigureAwait(false);
            failure?.Throw();
            return result!;
        }
    }

    private async Task<T> RunOnAsync<T>(DbContext context, bool transacted, Func<DbSession, Task<T>> work, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var connection = context.Database.GetDbConnection();
        try
        {
            return transacted
                ? await TransactOnAsync(context, connection, work, cancellationToken).ConfigureAwait(false)
                : await work(setup.NewSession(context, connection, null)).ConfigureAwait(false);
        }
        catch (Exception e) when (setup.IsPostgreSql && StoreFaults.IsReadOnlyServer(e))
        {
            await ReadOnlyServer.LeaveAsync(connection).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<T> TransactOnAsync<T>(DbContext context, DbConnection connection, Func<DbSession, Task<T>> work, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await context.Database.UseTransactionAsync(transaction, cancellationToken).ConfigureAwait(false);
            var result = await work(setup.NewSession(context, connection, transaction)).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }
    }

    private static async Task<(T? Result, ExceptionDispatchInfo? Failure)> CaptureAsync<T>(Func<Task<T>> run)
    {
        try
        {
            return (await run().ConfigureAwait(false), null);
        }
        catch (Exception e)
        {
            return (default, ExceptionDispatchInfo.Capture(e));
        }
    }
}
