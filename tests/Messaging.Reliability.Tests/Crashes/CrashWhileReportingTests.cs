using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Crashes;

/// <summary>Killed with a provider's report written and not committed. The provider gets no answer and repeats it; it counts once, and proves what nobody knew.</summary>
public sealed class CrashWhileReportingTests(ITestOutputHelper output) : CrashTests(output)
{
    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task Sqlite_RepeatedReport_CountsOnceAndProvesTheMessage(Policy policy) => RunAsync(DatabaseKind.Sqlite, policy);

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task PostgreSql_RepeatedReport_CountsOnceAndProvesTheMessage(Policy policy) => RunAsync(DatabaseKind.PostgreSql, policy);

    private Task RunAsync(DatabaseKind kind, Policy policy) => RunAsync(kind, policy, async (bench, settings) =>
    {
        var id = (await bench.SendAsync(1, policy.Category()))[0];
        await bench.KillAsync(settings.AsVictim(FaultPoint.AfterAccept));
        await bench.Database.EndLeasesAsync();
        await using (await Survivor.StartAsync(settings.AsSurvivor() with { ProofGrace = TimeSpan.FromHours(1), UnknownAfter = TimeSpan.FromHours(1) }))
        {
            await Wait.UntilAsync(() => bench.Database.AnyAsync(d => d.WorkState == WorkState.Parked), bench.Describe);
        }

        var parked = EndState.Called with { WorkState = WorkState.Parked, IsStarted = false, IsAmbiguous = true, Rescues = 1, Decisions = "rescue.unknown" };
        Assert.Equal(parked, await bench.EndStateAsync(id));
        var report = settings with { Role = HostRole.Report, MessageId = id, EventKey = "delivered-1" };
        await bench.KillAsync(report with { Fault = FaultPoint.BeforeReportCommit });
        Assert.Equal(parked, await bench.EndStateAsync(id));

        Assert.Contains("@new 1", await Workbench.RunErrandAsync(report), StringComparison.Ordinal);
        Assert.Contains("@new 0", await Workbench.RunErrandAsync(report), StringComparison.Ordinal);
        await bench.TakeOverAsync(settings.AsSurvivor());
        var proved = parked with { WorkState = WorkState.Done, Outcome = DeliveryOutcome.Accepted, Rank = StatusRank.Delivered, Events = "ledger Delivered" };
        Assert.Equal(proved, await bench.EndStateAsync(id));
    });
}
