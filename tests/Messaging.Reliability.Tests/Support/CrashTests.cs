using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Support;

/// <summary>What tests have in common that kill a process at a point of a message's life and look at what is left.</summary>
public abstract class CrashTests(ITestOutputHelper output) : IClassFixture<CrashTally>
{
    /// <summary>Runs one scenario on a database of its own.</summary>
    protected Task RunAsync(DatabaseKind kind, Policy policy, Func<Workbench, HostSettings, Task> scenario) => CrashTally.CountAsync(async () =>
    {
        await using var bench = new Workbench(kind, output);
        await scenario(bench, bench.Settings.With(policy));
        var verdict = await bench.VerdictAsync($"{kind}, {policy}");
        Assert.Equal((0, 0, 0, 0), (verdict.Lost, verdict.Unflagged, verdict.Phantom, verdict.Regressed));
    });

    /// <summary>The common course: a dispatcher is killed, what it left behind is read, and a node that survived takes over.</summary>
    /// <param name="kind">The database.</param>
    /// <param name="point">Where the dispatcher dies.</param>
    /// <param name="policy">What may happen to an unknown outcome.</param>
    /// <param name="onDisk">What it must leave behind.</param>
    /// <param name="atEnd">What must be there when the survivor is done.</param>
    protected Task RunAsync(DatabaseKind kind, FaultPoint point, Policy policy, EndState onDisk, EndState atEnd) => RunAsync(kind, policy, async (bench, settings) =>
    {
        var id = (await bench.SendAsync(1, policy.Category()))[0];
        await bench.KillAsync(settings.AsVictim(point));
        Assert.Equal(onDisk, await bench.EndStateAsync(id));
        await bench.TakeOverAsync(settings.AsSurvivor());
        Assert.Equal(atEnd, await bench.EndStateAsync(id));
    });
}
