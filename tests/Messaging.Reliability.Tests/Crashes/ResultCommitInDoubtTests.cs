using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Crashes;

/// <summary>The commit of a result whose answer never came: done or not, the dispatcher cannot know, repeats it, and it counts once.</summary>
public sealed class ResultCommitInDoubtTests(ITestOutputHelper output) : CrashTests(output)
{
    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task Sqlite_CommittedButNotTold_TheRepetitionChangesNothing(Policy policy) => RunDoubtAsync(DatabaseKind.Sqlite, FaultPoint.AfterRecord, policy);

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task PostgreSql_CommittedButNotTold_TheRepetitionChangesNothing(Policy policy) => RunDoubtAsync(DatabaseKind.PostgreSql, FaultPoint.AfterRecord, policy);

    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task Sqlite_NotCommitted_TheRepetitionWritesTheResult(Policy policy) => RunDoubtAsync(DatabaseKind.Sqlite, FaultPoint.BeforeRecord, policy);

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task PostgreSql_NotCommitted_TheRepetitionWritesTheResult(Policy policy) => RunDoubtAsync(DatabaseKind.PostgreSql, FaultPoint.BeforeRecord, policy);

    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task Sqlite_KilledAfterTheCommit_TheMessageIsDone(Policy policy) => RunAsync(DatabaseKind.Sqlite, FaultPoint.AfterRecord, policy, EndState.Sent, EndState.Sent);

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task PostgreSql_KilledAfterTheCommit_TheMessageIsDone(Policy policy) => RunAsync(DatabaseKind.PostgreSql, FaultPoint.AfterRecord, policy, EndState.Sent, EndState.Sent);

    private Task RunDoubtAsync(DatabaseKind kind, FaultPoint point, Policy policy) => RunAsync(kind, policy, async (bench, settings) =>
    {
        var id = (await bench.SendAsync(1, policy.Category()))[0];
        var dispatcher = bench.Start(settings.AsVictim(point, FaultAction.Fail));
        await dispatcher.WaitForAsync($"@at {point}");
        await dispatcher.WaitForLogAsync("StoreAvailable");
        Assert.Equal(0, await dispatcher.StopAsync());

        // What was repeated in vain is kept as a report by the library itself, and adds nothing.
        Assert.Equal(EndState.Sent with { Events = point == FaultPoint.AfterRecord ? "messaging Accepted" : "" }, await bench.EndStateAsync(id));
    });
}
