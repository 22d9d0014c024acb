using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Support;

/// <summary>The common course: a dispatcher is killed at a point of a message's life, what it left behind is read, and a fresh process takes over.</summary>
internal static class CrashScenario
{
    /// <param name="kind">The database.</param>
    /// <param name="point">Where the dispatcher dies.</param>
    /// <param name="policy">What may happen to an unknown outcome.</param>
    /// <param name="onDisk">What it must leave behind.</param>
    /// <param name="atEnd">What must be there when the fresh process is done.</param>
    /// <param name="output">Takes the numbers.</param>
    public static async Task RunAsync(DatabaseKind kind, FaultPoint point, Policy policy, EndState onDisk, EndState atEnd, ITestOutputHelper output)
    {
        await using var bench = new Workbench(kind, output);
        var settings = bench.Settings.With(policy);
        var id = (await bench.SendAsync(1, policy.Category()))[0];
        var victim = bench.Start(settings.AsVictim(point));
        Assert.Equal(HostProcess.Killed, await victim.WaitForExitAsync());
        Assert.Equal(onDisk, await bench.EndStateAsync(id));

        var rescuer = bench.Start(settings.AsRescuer());
        await bench.WaitUntilDoneAsync();
        Assert.Equal(0, await rescuer.StopAsync());
        Assert.Equal(atEnd, await bench.EndStateAsync(id));
        var verdict = await bench.VerdictAsync($"{kind}, {point}, {policy}");
        Assert.Equal((0, 0, 0), (verdict.Lost, verdict.Unflagged, verdict.Phantom));
    }
}
