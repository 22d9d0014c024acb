using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Messaging.TestTools.Webhooks;
using Messaging.Tracking;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Load;

/// <summary>People write STOP while thousands of messages are queued. No call may be announced after the webhook that brought the word was answered.</summary>
[Collection(Quiet.Name)]
public sealed class InboundStopUnderLoadTests(ITestOutputHelper output)
{
    private const int Messages = 5_000;

    [PostgreSqlSignalFact]
    public async Task StopsWhileSending_NoCallIsAnnouncedAfterTheAnswer() => (await RunAsync(StoreKind.Real)).ExpectNoneLate();

    [PostgreSqlSignalFact]
    public async Task StopsWhileStartMarksDoNotLook_AreTooLate() =>
        Assert.True((await RunAsync(StoreKind.Unguarded)).Late > 0, "The control is never late, so the test above cannot fail.");

    private Task<OptOutRace> RunAsync(StoreKind store) => OptOutRace.RunAsync(store, Messages, isChat: true, StopAsync, output);

    private static async Task StopAsync(Workbench bench, string address)
    {
        var now = TimeProvider.System.GetUtcNow();
        var content = new { messages = new[] { new { key = address, channel = "messenger", from = address, to = "page1", text = "STOP", at = now } } };
        var answer = await bench.Client.GetRequiredService<WebhookReceiver>().ReceiveAsync(HmacProvider.ProviderName, null, HmacPost.Of(content, Workbench.WebhookKey, now));
        Assert.Equal(200, answer.Status);
    }
}
