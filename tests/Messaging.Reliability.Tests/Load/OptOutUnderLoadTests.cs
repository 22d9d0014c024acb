using Messaging.Preferences;
using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Load;

/// <summary>People opt out while their messages are claimed and being started. No call may be announced after an opt-out was committed.</summary>
[Collection(Quiet.Name)]
public sealed class OptOutUnderLoadTests(ITestOutputHelper output)
{
    private const int Messages = 3_000;

    [PostgreSqlSignalFact]
    public async Task OptOutsWhileSending_NoCallIsAnnouncedAfterTheCommit() => (await RunAsync(StoreKind.Real)).ExpectNoneLate();

    [PostgreSqlSignalFact]
    public async Task StartMarksThatDoNotLook_AnnounceCallsAfterTheCommit() =>
        Assert.True((await RunAsync(StoreKind.Unguarded)).Late > 0, "The control is never late, so the test above cannot fail.");

    private Task<OptOutRace> RunAsync(StoreKind store) => OptOutRace.RunAsync(
        store, Messages, isChat: false, (bench, address) => bench.Client.GetRequiredService<IOptOuts>().OptOutAsync(Contact.Address(MessageChannel.Email, address), default, "test"), output);
}
