using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Messaging.EntityFramework.Model;
using Messaging.EntityFramework.Store;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace Messaging.EntityFramework.Joining;

/// <summary>Writes buffered sends inside the transaction that a context saves in, and wakes the dispatcher when a transaction with sends commits.</summary>
internal sealed class MessagingInterceptor : SaveChangesInterceptor, IDbTransactionInterceptor, IDbCommandInterceptor
{
    private readonly ConditionalWeakTable<DbContext, PendingSends> _pending = [];
    private readonly SqliteFlow _flow = new();

    public MessagingInterceptor(JoinServices services)
    {
        Services = services;
        _flow.Enter();
    }

    public JoinServices Services { get; }

    /// <summary>What this use of a context has pending. A pooled context that was given back forgets what it did not save.</summary>
    public PendingSends For(DbContext context)
    {
        if (Known(context) is { } known)
        {
            return known;
        }

        var pending = new PendingSends(context.ContextId.Lease);
        _pending.AddOrUpdate(context, pending);
        return pending;
    }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (Buffered(eventData) is { } pending)
        {
            await BeforeSaveAsync(eventData.Context!, pending, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        if (Buffered(eventData) is { } pending)
        {
            BeforeSaveAsync(eventData.Context!, pending, CancellationToken.None).GetAwaiter().GetResult();
        }

        return result;
    }

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        await AfterSaveAsync(eventData.Context!, cancellationToken).ConfigureAwait(false);
        return result;
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        AfterSaveAsync(eventData.Context!, CancellationToken.None).GetAwaiter().GetResult();
        return result;
    }

    public override void SaveChangesFailed(DbContextErrorEventData eventData)
    {
        Restore(eventData.Context);

        // What the library threw while the framework was about to run a command, the framework has wrapped as a failure of that command.
        if (eventData.Exception is DbUpdateException { InnerException: MessagingException failure })
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        SaveChangesFailed(eventData);
        return Task.CompletedTask;
    }

    public override void SaveChangesCanceled(DbContextEventData eventData) => Restore(eventData.Context);

    public override Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        Restore(eventData.Context);
        return Task.CompletedTask;
    }

    public ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        NoteBegan(eventData.Context);
        return new ValueTask<DbTransaction>(result);
    }

    public DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        NoteBegan(eventData.Context);
        return result;
    }

    public async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (Due(eventData) is { } pending)
        {
            await BeforeCommandAsync(eventData.Context!, pending, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    public InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        if (Due(eventData) is { } pending)
        {
            BeforeCommandAsync(eventData.Context!, pending, CancellationToken.None).GetAwaiter().GetResult();
        }

        return result;
    }

    public async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (Due(eventData) is { } pending)
        {
            await BeforeCommandAsync(eventData.Context!, pending, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    public InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        if (Due(eventData) is { } pending)
        {
            BeforeCommandAsync(eventData.Context!, pending, CancellationToken.None).GetAwaiter().GetResult();
        }

        return result;
    }

    public void RolledBackToSavepoint(DbTransaction transaction, TransactionEventData eventData) => Known(eventData.Context)?.MarkUndone(eventData.TransactionId);

    public Task RolledBackToSavepointAsync(DbTransaction transaction, TransactionEventData eventData, CancellationToken cancellationToken = default)
    {
        Known(eventData.Context)?.MarkUndone(eventData.TransactionId);
        return Task.CompletedTask;
    }

    public DbTransaction TransactionUsed(DbConnection connection, TransactionEventData eventData, DbTransaction result)
    {
        NoteBegan(eventData.Context);
        return result;
    }

    public ValueTask<DbTransaction> TransactionUsedAsync(
        DbConnection connection, TransactionEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        NoteBegan(eventData.Context);
        return new ValueTask<DbTransaction>(result);
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => OnCommitted(eventData);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        OnCommitted(eventData);
        return Task.CompletedTask;
    }

    /// <summary>Writes what is buffered into a transaction and notes what to wake when it commits.</summary>
    private async Task WriteAsync(DbContext context, PendingSends pending, DbTransaction? transaction, Guid transactionId, CancellationToken cancellationToken)
    {
        var requests = pending.NotWrittenIn(transactionId);
        if (requests.Count == 0)
        {
            return;
        }

        var stored = await JoinedInsert.RunAsync(Services, context, transaction, requests, cancellationToken).ConfigureAwait(false);
        pending.MarkWritten(transactionId);
        pending.WakeOnCommit(transactionId, requests.Where((_, i) => stored[i].Result == AddResult.Added).SelectMany(r => Receipts.DueLanes(r.Rows)));
    }

    private PendingSends? Known(DbContext? context) =>
        context is not null && _pending.TryGetValue(context, out var pending) && pending.Lease == context.ContextId.Lease ? pending : null;

    private PendingSends? Buffered(DbContextEventData eventData) => Known(eventData.Context) is { HasBuffer: true } pending ? pending : null;

    private async Task BeforeSaveAsync(DbContext context, PendingSends pending, CancellationToken cancellationToken)
    {
        if (context.Database.CurrentTransaction is { } current)
        {
            await WriteAsync(context, pending, current.GetDbTransaction(), current.TransactionId, cancellationToken).ConfigureAwait(false);
        }
        else if (Ambient.Of(context) is { } ambient)
        {
            await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await WriteAsync(context, pending, null, ambient.Id, cancellationToken).ConfigureAwait(false);
            ambient.OnCommit(() => Wake(pending, ambient.Id));
        }
        else
        {
            // One statement needs no transaction of its own for the framework; now it is not the only one.
            pending.Restore ??= context.Database.AutoTransactionBehavior;
            context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        }
    }

    private async Task AfterSaveAsync(DbContext context, CancellationToken cancellationToken)
    {
        Restore(context);
        if (Known(context) is not { HasBuffer: true } pending || context.Database.CurrentTransaction is not null || Ambient.Of(context) is not null)
        {
            return;
        }

        // Nothing else was to be saved, so no transaction was begun: a short one of its own, by the host's strategy.
        await context.Database.CreateExecutionStrategy().ExecuteAsync(
            async token =>
            {
                var transaction = await context.Database.BeginTransactionAsync(token).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    await WriteAsync(context, pending, transaction.GetDbTransaction(), transaction.TransactionId, token).ConfigureAwait(false);
                    await transaction.CommitAsync(token).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    private void Restore(DbContext? context)
    {
        if (Known(context) is { Restore: { } behavior } pending)
        {
            context!.Database.AutoTransactionBehavior = behavior;
            pending.Restore = null;
        }
    }

    // Only the transaction that saving begins takes the buffer with its first command; one that the host begins takes it when it saves. The source of the command tells them apart, also
    // after a save that another interceptor refused, of which nothing is heard any more.
    private PendingSends? Due(CommandEventData eventData) =>
        eventData.CommandSource == CommandSource.SaveChanges && Known(eventData.Context) is { HasBuffer: true, Restore: not null } pending ? pending : null;

    private async Task BeforeCommandAsync(DbContext context, PendingSends pending, CancellationToken cancellationToken)
    {
        if (context.Database.CurrentTransaction is { } current)
        {
            await WriteAsync(context, pending, current.GetDbTransaction(), current.TransactionId, cancellationToken).ConfigureAwait(false);
        }
    }

    private void NoteBegan(DbContext? context)
    {
        if (context?.Database.ProviderName == ColumnTypes.SqliteProvider)
        {
            _flow.Began(context);
        }
    }

    private void OnCommitted(TransactionEndEventData eventData)
    {
        if (Known(eventData.Context) is { } pending)
        {
            Wake(pending, eventData.TransactionId);
        }
    }

    private void Wake(PendingSends pending, Guid transactionId)
    {
        var lanes = pending.Committed(transactionId);
        if (lanes.Count > 0)
        {
            Services.Signal.Notify(lanes);
        }
    }
}
