using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Crashes;

/// <summary>Killed when the provider had taken the message and its answer was on the way: the policy decides.</summary>
public sealed class CrashBeforeTheAnswerTests(ITestOutputHelper output) : CrashTests(output)
{
    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    [InlineData(Policy.ResendUnderKey)]
    [InlineData(Policy.OnceUnderKey)]
    public Task Sqlite_TakenMessage_IsUnknownAndThePolicyDecides(Policy policy) => RunAsync(DatabaseKind.Sqlite, policy);

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    [InlineData(Policy.ResendUnderKey)]
    [InlineData(Policy.OnceUnderKey)]
    public Task PostgreSql_TakenMessage_IsUnknownAndThePolicyDecides(Policy policy) => RunAsync(DatabaseKind.PostgreSql, policy);

    private Task RunAsync(DatabaseKind kind, Policy policy) =>
        RunAsync(kind, FaultPoint.AfterAccept, policy, EndState.Called, policy.AfterADoubtfulCall(wasTaken: true));
}
