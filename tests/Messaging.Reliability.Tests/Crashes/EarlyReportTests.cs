using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Crashes;

/// <summary>The provider reports delivery before it has answered the call. The report stands, the answer adds its id, and where the answer is lost the report is the proof.</summary>
public sealed class EarlyReportTests(ITestOutputHelper output) : CrashTests(output)
{
    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task Sqlite_AnswerAfterTheReport_KeepsTheHigherStatus(Policy policy) => RunAnsweredAsync(DatabaseKind.Sqlite, policy);

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task PostgreSql_AnswerAfterTheReport_KeepsTheHigherStatus(Policy policy) => RunAnsweredAsync(DatabaseKind.PostgreSql, policy);

    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task Sqlite_KilledBeforeTheAnswer_TheReportProvesTheMessage(Policy policy) => RunKilledAsync(DatabaseKind.Sqlite, policy);

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task PostgreSql_KilledBeforeTheAnswer_TheReportProvesTheMessage(Policy policy) => RunKilledAsync(DatabaseKind.PostgreSql, policy);

    private static EndState Reported(EndState state) => state with { Rank = StatusRank.Delivered, Events = "ledger Delivered" };

    private Task RunAnsweredAsync(DatabaseKind kind, Policy policy) => RunAsync(kind, policy, async (bench, settings) =>
    {
        var id = (await bench.SendAsync(1, policy.Category()))[0];
        var dispatcher = bench.Start(settings.AsSurvivor() with { ReportsEarly = true, Fault = FaultPoint.AfterAccept, Action = FaultAction.Hold });
        await dispatcher.WaitForAsync("@at AfterAccept");
        Assert.Equal(Reported(EndState.Called), await bench.EndStateAsync(id));

        await dispatcher.GoAsync();
        await bench.WaitUntilDoneAsync();
        Assert.Equal(0, await dispatcher.StopAsync());
        Assert.Equal(Reported(EndState.Sent), await bench.EndStateAsync(id));
        Assert.NotNull((await bench.DeliveryAsync(id)).ProviderMessageId);
    });

    private Task RunKilledAsync(DatabaseKind kind, Policy policy) => RunAsync(kind, policy, async (bench, settings) =>
    {
        var id = (await bench.SendAsync(1, policy.Category()))[0];
        await bench.KillAsync(settings.AsVictim(FaultPoint.AfterAccept) with { ReportsEarly = true });
        Assert.Equal(Reported(EndState.Called), await bench.EndStateAsync(id));
        await bench.TakeOverAsync(settings.AsSurvivor());
        Assert.Equal(Reported(EndState.Sent) with { IsAmbiguous = true, Rescues = 1, Attempts = "", Decisions = "rescue.unknown" }, await bench.EndStateAsync(id));
    });
}
