using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Crashes;

/// <summary>Killed with a message claimed and nothing announced: certainly not sent, so it is sent, once, and no attempt is used up.</summary>
public sealed class CrashWhileClaimedTests(ITestOutputHelper output) : CrashTests(output)
{
    [SignalTheory]
    [InlineData(FaultPoint.AfterClaim, Policy.Resend)]
    [InlineData(FaultPoint.AfterClaim, Policy.Once)]
    [InlineData(FaultPoint.BeforeStart, Policy.Resend)]
    [InlineData(FaultPoint.BeforeStart, Policy.Once)]
    public Task Sqlite_ClaimedMessage_IsSentOnceUnflagged(FaultPoint point, Policy policy) => RunAsync(DatabaseKind.Sqlite, point, policy);

    [PostgreSqlSignalTheory]
    [InlineData(FaultPoint.AfterClaim, Policy.Resend)]
    [InlineData(FaultPoint.AfterClaim, Policy.Once)]
    [InlineData(FaultPoint.BeforeStart, Policy.Resend)]
    [InlineData(FaultPoint.BeforeStart, Policy.Once)]
    public Task PostgreSql_ClaimedMessage_IsSentOnceUnflagged(FaultPoint point, Policy policy) => RunAsync(DatabaseKind.PostgreSql, point, policy);

    private Task RunAsync(DatabaseKind kind, FaultPoint point, Policy policy) =>
        RunAsync(kind, point, policy, EndState.Claimed, EndState.Sent with { Rescues = 1, Decisions = "rescue.not-started" });
}
