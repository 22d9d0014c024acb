using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Messaging.Reliability.Host.Faults;

/// <summary>The fault point before and after the commit of a host's own transaction.</summary>
internal sealed class FaultyCommit(FaultPlan plan) : DbTransactionInterceptor
{
    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        await plan.ReachAsync(FaultPoint.BeforeEnqueueCommit, cancellationToken);
        return result;
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        plan.ReachAsync(FaultPoint.AfterEnqueueCommit, cancellationToken);
}
