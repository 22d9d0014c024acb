using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Crashes;

/// <summary>A dispatcher that is paused until another one has taken over, and then goes on as if nothing had happened.</summary>
public sealed class PausedPastTheLeaseTests(ITestOutputHelper output) : CrashTests(output)
{
    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task Sqlite_PausedBeforeTheAnnouncement_DoesNotCall(Policy policy) => RunAsync(DatabaseKind.Sqlite, FaultPoint.BeforeStart, policy);

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task PostgreSql_PausedBeforeTheAnnouncement_DoesNotCall(Policy policy) => RunAsync(DatabaseKind.PostgreSql, FaultPoint.BeforeStart, policy);

    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task Sqlite_PausedBeforeTheCall_MakesItAndChangesNoDecision(Policy policy) => RunAsync(DatabaseKind.Sqlite, FaultPoint.BeforeCall, policy);

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task PostgreSql_PausedBeforeTheCall_MakesItAndChangesNoDecision(Policy policy) => RunAsync(DatabaseKind.PostgreSql, FaultPoint.BeforeCall, policy);

    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    [InlineData(Policy.ResendUnderKey)]
    [InlineData(Policy.OnceUnderKey)]
    public Task Sqlite_PausedBeforeTheAnswer_ItsAnswerIsProofAndNothingElse(Policy policy) => RunAsync(DatabaseKind.Sqlite, FaultPoint.AfterAccept, policy);

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    [InlineData(Policy.ResendUnderKey)]
    [InlineData(Policy.OnceUnderKey)]
    public Task PostgreSql_PausedBeforeTheAnswer_ItsAnswerIsProofAndNothingElse(Policy policy) => RunAsync(DatabaseKind.PostgreSql, FaultPoint.AfterAccept, policy);

    private Task RunAsync(DatabaseKind kind, FaultPoint point, Policy policy) => RunAsync(kind, policy, async (bench, given) =>
    {
        // A paused process still holds the lock of its file. Safety is the tokens' affair and must do without it.
        var settings = given with { IgnoresFileLock = true };
        var id = (await bench.SendAsync(1, policy.Category()))[0];
        var zombie = bench.Start(settings.AsVictim(point, FaultAction.Pause));
        await zombie.WaitForStopAsync();
        Assert.Equal(
            point switch { FaultPoint.BeforeStart => EndState.Claimed, FaultPoint.BeforeCall => EndState.Started, _ => EndState.Called },
            await bench.EndStateAsync(id));

        await bench.TakeOverAsync(settings.AsSurvivor());
        var takenOver = await bench.EndStateAsync(id);
        Assert.Equal(
            point == FaultPoint.BeforeStart ? EndState.Sent with { Rescues = 1, Decisions = "rescue.not-started" } : policy.AfterADoubtfulCall(wasTaken: point == FaultPoint.AfterAccept),
            takenOver);

        zombie.Continue();
        await zombie.WaitForLogAsync("LeaseLost");

        // It goes on under a new lease: another message is sent, so nothing of the old one is left to happen.
        var next = (await bench.SendAsync(1, policy.Category()))[0];
        await bench.WaitUntilDoneAsync();
        Assert.Equal(0, await zombie.StopAsync());
        Assert.Equal(EndState.Sent, await bench.EndStateAsync(next));
        Assert.Equal(point == FaultPoint.BeforeStart ? takenOver : policy.AfterALateAnswer(), await bench.EndStateAsync(id));
    });
}
