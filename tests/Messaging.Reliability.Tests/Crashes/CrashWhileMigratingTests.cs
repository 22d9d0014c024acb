using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Crashes;

/// <summary>Killed in the middle of the first start, when half of the tables are made. The next start makes them all.</summary>
public sealed class CrashWhileMigratingTests(ITestOutputHelper output) : CrashTests(output)
{
    [SignalFact]
    public Task Sqlite_KilledWhileTheTablesAreMade_TheNextStartMakesThem() => RunAsync(DatabaseKind.Sqlite);

    [PostgreSqlSignalFact]
    public Task PostgreSql_KilledWhileTheTablesAreMade_TheNextStartMakesThem() => RunAsync(DatabaseKind.PostgreSql);

    private Task RunAsync(DatabaseKind kind) => RunAsync(kind, Policy.Resend, async (bench, settings) =>
    {
        await bench.KillAsync(settings with { Role = HostRole.Send, Fault = FaultPoint.Migration });
        var id = (await bench.SendAsync())[0];
        await bench.TakeOverAsync(settings.AsSurvivor());
        Assert.Equal(EndState.Sent, await bench.EndStateAsync(id));
    });
}
