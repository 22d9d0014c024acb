using System.Runtime.CompilerServices;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Messaging.EntityFramework.Joining;

/// <summary>Writes what contexts have pending, each in the transaction that it saves in, and wakes the dispatcher when that commits. <see cref="MessagingInterceptor"/> tells it what happens.</summary>
internal sealed class PendingWriter(JoinServices services)
{
    private readonly ConditionalWeakTable<DbContext, PendingSends> _pending = [];

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

    /// <summary>What a context has pending, or null when it never had anything.</summary>
    public PendingSends? Known(DbContext? context) =>
        context is not null && _pending.TryGetValue(context, out var pending) && pending.Lease == context.ContextId.Lease ? pending : null;

    /// <summary>Writes into the transaction a context has, or sees to it that saving begins one.</summary>
    public async Task BeforeSaveAsync(DbContext? context, CancellationToken cancellationToken)
    {
        if (Known(context) is not { HasBuffer: true } pending)
        {
            return;
        }

        if (context!.Database.CurrentTransaction is { } current)
        {
            await WriteAsync(context, pending, current, cancellationToken).ConfigureAwait(false);
        }
        else if (Ambient.Of(context) is { } ambient)
        {
            await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await WriteAsync(context, pending, null, ambient.Id, cancellationToken).ConfigureAwait(false);
            ambient.OnCommit(() => Tell(pending, ambient.Id));
        }
        else
        {
            // One statement needs no transaction of its own for the framework; now it is not the only one.
            pending.Restore ??= context.Database.AutoTransactionBehavior;
            context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        }
    }

    /// <summary>Writes into the transaction that saving began, before its first command.</summary>
    /// <remarks>
    /// Only a command of saving comes here: a transaction that the host begins takes the buffer when it saves, also after a save that another interceptor refused, of which nothing is heard
    /// any more.
    /// </remarks>
    public Task BeforeCommandOfSaveAsync(DbContext? context, CancellationToken cancellationToken) =>
        Known(context) is { HasBuffer: true, Restore: not null } pending && context!.Database.CurrentTransaction is { } current
            ? WriteAsync(context, pending, current, cancellationToken)
            : Task.CompletedTask;

    /// <summary>Writes what no transaction took, because nothing else was to be saved: in a short one of its own, by the host's strategy.</summary>
    public async Task AfterSaveAsync(DbContext context, CancellationToken cancellationToken)
    {
        Restore(context);
        if (Known(context) is not { HasBuffer: true } pending || context.Database.CurrentTransaction is not null || Ambient.Of(context) is not null)
        {
            return;
        }

        await context.Database.CreateExecutionStrategy().ExecuteAsync(
            async token =>
            {
                var transaction = await context.Database.BeginTransactionAsync(token).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    await WriteAsync(context, pending, transaction, token).ConfigureAwait(false);
                    await transaction.CommitAsync(token).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a context back the behaviour it had before it saved.</summary>
    public void Restore(DbContext? context)
    {
        if (Known(context) is { Restore: { } behavior } pending)
        {
            context!.Database.AutoTransactionBehavior = behavior;
            pending.Restore = null;
        }
    }

    /// <summary>Counts what a committed transaction stored, and wakes the dispatcher for it.</summary>
    public void Committed(DbContext? context, Guid transactionId)
    {
        if (Known(context) is { } pending)
        {
            Tell(pending, transactionId);
        }
    }

    private Task WriteAsync(DbContext context, PendingSends pending, IDbContextTransaction transaction, CancellationToken cancellationToken) =>
        WriteAsync(context, pending, transaction.GetDbTransaction(), transaction.TransactionId, cancellationToken);

    private async Task WriteAsync(DbContext context, PendingSends pending, System.Data.Common.DbTransaction? transaction, Guid transactionId, CancellationToken cancellationToken)
    {
        var requests = pending.NotWrittenIn(transactionId);
        if (requests.Count == 0)
        {
            return;
        }

        var stored = await JoinedInsert.RunAsync(services, context, transaction, requests, cancellationToken).ConfigureAwait(false);
        pending.MarkWritten(transactionId);
        pending.TellOnCommit(transactionId, requests.Where((_, i) => stored[i].Result == AddResult.Added).Select(r => r.Rows));
    }

    private void Tell(PendingSends pending, Guid transactionId) => services.Tell(pending.Committed(transactionId));
}
