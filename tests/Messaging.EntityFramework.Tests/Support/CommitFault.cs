using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Messaging.EntityFramework.Tests.Support;

/// <summary>Makes one commit fail, before it reaches the database or after the database has done it.</summary>
public sealed class CommitFault : DbTransactionInterceptor
{
    private int _before;
    private int _after;

    /// <summary>How many transactions were rolled back or committed for real.</summary>
    public void FailNext(bool afterTheDatabaseDidIt)
    {
        if (afterTheDatabaseDidIt)
        {
            _after = 1;
        }
        else
        {
            _before = 1;
        }
    }

    public override InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result) =>
        Interlocked.Exchange(ref _before, 0) == 1 ? throw new CommitFaultException() : result;

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        new(TransactionCommitting(transaction, eventData, result));

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData)
    {
        if (Interlocked.Exchange(ref _after, 0) == 1)
        {
            throw new CommitFaultException();
        }
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        TransactionCommitted(transaction, eventData);
        return Task.CompletedTask;
    }
}
