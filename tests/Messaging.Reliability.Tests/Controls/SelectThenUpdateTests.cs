using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Controls;

/// <summary>The same work with the claim of the library and with one that reads candidates and then takes them by id. If the latter came out clean, the tests would prove nothing.</summary>
[Collection(Quiet.Name)]
public sealed class SelectThenUpdateTests(ITestOutputHelper output)
{
    private const int Messages = 2_000;
    private const int Dispatchers = 3;

    [PostgreSqlSignalFact]
    public async Task ClaimInOneStatement_EachMessageIsTakenOnce()
    {
        var verdict = await RunAsync(StoreKind.Real);
        Assert.Equal(Verdict.Clean(Messages), verdict);
    }

    [PostgreSqlSignalFact]
    public async Task ClaimBySelectThenUpdate_MessagesAreTakenTwice()
    {
        var verdict = await RunAsync(StoreKind.SelectThenUpdate);
        Assert.True(verdict.Unflagged > 0, "The control has no doubles, so the test above cannot fail.");
    }

    private async Task<Verdict> RunAsync(StoreKind store)
    {
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output);
        var port = await bench.StartMailServerAsync();
        HostProcess[] dispatchers =
        [
            .. from i in Enumerable.Range(1, Dispatchers) select bench.Start(bench.Settings.AsSurvivor() with { Node = $"node{i}", SmtpPort = port, Store = store }),
        ];
        foreach (var dispatcher in dispatchers)
        {
            await dispatcher.WaitForLogAsync("DispatcherStarted");
        }

        await bench.SendAsync(Messages);
        await bench.WaitUntilDoneAsync();
        return await bench.VerdictAsync($"{Dispatchers} dispatchers, {store} store");
    }
}
