using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Messaging.Reliability.Host.Faults;

/// <summary>Fault points inside a transaction of the library: after the report and its effect were written, and in the middle of the first migration.</summary>
internal sealed class FaultyCommands(FaultPlan plan) : DbCommandInterceptor
{
    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.Contains("UPDATE", StringComparison.Ordinal) && command.CommandText.Contains("messaging_deliveries", StringComparison.Ordinal))
        {
            plan.Reach(FaultPoint.BeforeReportCommit);
        }

        if (command.CommandText.Contains("CREATE TABLE", StringComparison.Ordinal) && command.CommandText.Contains("messaging_deliveries", StringComparison.Ordinal))
        {
            plan.Reach(FaultPoint.Migration);
        }

        return new ValueTask<int>(result);
    }
}
