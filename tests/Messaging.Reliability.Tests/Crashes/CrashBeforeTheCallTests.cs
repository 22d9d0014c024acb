using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Crashes;

/// <summary>Killed with the call announced and no byte sent: this cannot be told from a call whose answer was lost, so the policy decides.</summary>
public sealed class CrashBeforeTheCallTests(ITestOutputHelper output) : CrashTests(output)
{
    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task Sqlite_AnnouncedCall_IsUnknownAndThePolicyDecides(Policy policy) => RunAsync(DatabaseKind.Sqlite, policy);

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task PostgreSql_AnnouncedCall_IsUnknownAndThePolicyDecides(Policy policy) => RunAsync(DatabaseKind.PostgreSql, policy);

    private Task RunAsync(DatabaseKind kind, Policy policy) =>
        RunAsync(kind, FaultPoint.BeforeCall, policy, EndState.Started, policy.AfterADoubtfulCall(wasTaken: false));
}
