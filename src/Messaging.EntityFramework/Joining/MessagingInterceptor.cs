using System.Data.Common;
using System.Runtime.ExceptionServices;
using Messaging.EntityFramework.Model;
using Messaging.EntityFramework.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Messaging.EntityFramework.Joining;

/// <summary>Hears when a host's contexts save, run commands, begin, undo and commit, and passes on to <see cref="PendingWriter"/> and <see cref="SqliteFlow"/> what concerns them.</summary>
internal sealed class MessagingInterceptor : SaveChangesInterceptor, IDbTransactionInterceptor, IDbCommandInterceptor
{
    private readonly SqliteFlow _flow = new();

    public MessagingInterceptor(JoinServices services)
    {
        Services = services;
        Pending = new PendingWriter(services);
        _flow.Enter();
    }

    public JoinServices Services { get; }

    /// <summary>What the contexts have pending.</summary>
    public PendingWriter Pending { get; }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await Pending.BeforeSaveAsync(eventData.Context, cancellationToken).ConfigureAwait(false);
        return result;
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Pending.BeforeSaveAsync(eventData.Context, CancellationToken.None).GetAwaiter().GetResult();
        return result;
    }

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        await Pending.AfterSaveAsync(eventData.Context!, cancellationToken).ConfigureAwait(false);
        return result;
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Pending.AfterSaveAsync(eventData.Context!, CancellationToken.None).GetAwaiter().GetResult();
        return result;
    }

    public override void SaveChangesFailed(DbContextErrorEventData eventData)
    {
        Pending.Restore(eventData.Context);

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

    public override void SaveChangesCanceled(DbContextEventData eventData) => Pending.Restore(eventData.Context);

    public override Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        Pending.Restore(eventData.Context);
        return Task.CompletedTask;
    }

    // Providers run the batches of saving either way.
    public async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await BeforeCommandAsync(eventData, cancellationToken).ConfigureAwait(false);
        return result;
    }

    public InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        BeforeCommandAsync(eventData, CancellationToken.None).GetAwaiter().GetResult();
        return result;
    }

    public async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await BeforeCommandAsync(eventData, cancellationToken).ConfigureAwait(false);
        return result;
    }

    public InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        BeforeCommandAsync(eventData, CancellationToken.None).GetAwaiter().GetResult();
        return result;
    }

    public DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        NoteBegan(eventData.Context);
        return result;
    }

    public ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default) =>
        new(TransactionStarted(connection, eventData, result));

    public DbTransaction TransactionUsed(DbConnection connection, TransactionEventData eventData, DbTransaction result)
    {
        NoteBegan(eventData.Context);
        return result;
    }

    public ValueTask<DbTransaction> TransactionUsedAsync(
        DbConnection connection, TransactionEventData eventData, DbTransaction result, CancellationToken cancellationToken = default) =>
        new(TransactionUsed(connection, eventData, result));

    public void RolledBackToSavepoint(DbTransaction transaction, TransactionEventData eventData) => Pending.Known(eventData.Context)?.MarkUndone(eventData.TransactionId);

    public Task RolledBackToSavepointAsync(DbTransaction transaction, TransactionEventData eventData, CancellationToken cancellationToken = default)
    {
        RolledBackToSavepoint(transaction, eventData);
        return Task.CompletedTask;
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Pending.Committed(eventData.Context, eventData.TransactionId);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        TransactionCommitted(transaction, eventData);
        return Task.CompletedTask;
    }

    private Task BeforeCommandAsync(CommandEventData eventData, CancellationToken cancellationToken) =>
        eventData.CommandSource == CommandSource.SaveChanges ? Pending.BeforeCommandOfSaveAsync(eventData.Context, cancellationToken) : Task.CompletedTask;

    private void NoteBegan(DbContext? context)
    {
        if (context?.Database.ProviderName == ColumnTypes.SqliteProvider)
        {
            _flow.Began(context);
        }
    }
}
