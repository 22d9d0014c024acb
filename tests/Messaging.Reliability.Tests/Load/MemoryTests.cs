using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Load;

/// <summary>A dispatcher holds what it sends, and not what waits: a long queue costs no memory.</summary>
[Collection(Quiet.Name)]
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const long Allowed = 64 * 1_024;

    [PostgreSqlSignalFact]
    public async Task Dispatcher_WithAHundredTimesTheBacklog_HoldsHardlyMore()
    {
        var (few, many) = (await MeasureAsync(Few), await MeasureAsync(Many));
        output.WriteLine($"most memory of a dispatcher until {Few} were sent: {few / 1_024} MiB with {Few} queued, {many / 1_024} MiB with {Many}");
        Assert.InRange(many - few, -Allowed, Allowed);
    }

    private async Task<long> MeasureAsync(int messages)
    {
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output);
        var port = await bench.StartMailServerAsync();
        await bench.SendAsync(messages);
        var dispatcher = bench.Start(bench.Settings with { SmtpPort = port });
        await bench.WaitForLedgerAsync(Few);
        return dispatcher.LargestMemory;
    }
}
