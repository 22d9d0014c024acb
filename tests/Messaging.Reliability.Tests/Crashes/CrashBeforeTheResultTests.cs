using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Crashes;

/// <summary>Killed when the answer was there and its result was not yet written: to the database it is as if the answer had never come.</summary>
public sealed class CrashBeforeTheResultTests(ITestOutputHelper output) : CrashTests(output)
{
    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task Sqlite_UnwrittenResult_IsUnknownAndThePolicyDecides(Policy policy) => RunAsync(DatabaseKind.Sqlite, policy);

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task PostgreSql_UnwrittenResult_IsUnknownAndThePolicyDecides(Policy policy) => RunAsync(DatabaseKind.PostgreSql, policy);

    private Task RunAsync(DatabaseKind kind, Policy policy) =>
        RunAsync(kind, FaultPoint.BeforeRecord, policy, EndState.Called, policy.AfterADoubtfulCall(wasTaken: true));
}
