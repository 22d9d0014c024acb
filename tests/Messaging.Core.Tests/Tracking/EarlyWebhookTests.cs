using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Testing;
using Messaging.TestTools.Webhooks;

namespace Messaging.Core.Tests.Tracking;

/// <summary>A webhook may be faster than the answer to the call that it is about, and it may be all that ever comes.</summary>
public sealed class EarlyWebhookTests
{
    // Fewer than a circuit breaker acts on.
    private const int Runs = 19;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Webhook_BeforeTheProvidersAnswer_IsAppliedAndStays(bool byReference)
    {
        TestHost? host = null;
        var adapter = new RecordingChannelAdapter();
        for (var i = 0; i < Runs; i++)
        {
            adapter.ThenRun(async (message, _) =>
            {
                Assert.Equal(200, (await host!.PostEventAsync(Report(message, byReference))).Status);
                return SendOutcome.Accepted($"p-{message.Id:N}");
            });
        }

        await using (host = new TestHost(b => b.AddHmac(WebhookHostExtensions.Key), adapter))
        {
            await ExpectDeliveredAsync(host, adapter);
        }
    }

    [Fact]
    public async Task Webhook_WithNoAnswerAtAll_ProvesTheMessageAndItIsNotSentAgain()
    {
        TestHost? host = null;
        var adapter = new RecordingChannelAdapter();
        for (var i = 0; i < Runs; i++)
        {
            adapter.ThenAnswer(SendOutcome.Unknown(new SendFailure(FailureKind.Timeout, "timeout")));
        }

        await using (host = new TestHost(b => b.AddHmac(WebhookHostExtensions.Key), adapter))
        {
            var ids = await SendAsync(host);
            foreach (var sent in adapter.Sent.ToList())
            {
                Assert.Equal(DeliveryStatus.Unknown, Of(await host.FindAsync(sent.Id), host));
                await host.PostEventAsync(Report(sent, byReference: true));
            }

            host.Clock.Advance(TimeSpan.FromHours(2));
            await host.SweepAsync();
            await host.DispatchAsync();
            Assert.Equal(Runs, adapter.Sent.Count);
            foreach (var id in ids)
            {
                Assert.Equal(DeliveryStatus.Delivered, Of(await host.FindAsync(id), host));
            }
        }
    }

    [Fact]
    public async Task Webhook_AfterTheAnswerAndBeforeItIsRecorded_IsAppliedByTheRecord()
    {
        // Known by the provider's id only, which is stored with the result: the report waits, and the record finds it.
        TestHost? host = null;
        var adapter = new RecordingChannelAdapter();
        await using (host = new TestHost(b => b.AddHmac(WebhookHostExtensions.Key), adapter))
        {
            adapter.ThenRun(async (message, _) =>
            {
                await host.PostEventAsync(new { key = "x", kind = "Bounced", id = $"p-{message.Id:N}", effect = "HardBounce", address = message.Address });
                return SendOutcome.Accepted($"p-{message.Id:N}");
            });
            var id = await host.SendAsync();
            await host.DispatchAsync();
            Assert.Equal(DeliveryStatus.Bounced, Of(await host.FindAsync(id), host));
        }
    }

    private static DeliveryStatus Of(StoredMessage stored, TestHost host) => stored.Delivery.StatusAt(host.Now);

    private static object Report(OutboundMessage message, bool byReference) => byReference
        ? new { key = $"{message.Id:N}", kind = "Delivered", @ref = message.Reference.ToString() }
        : new { key = $"{message.Id:N}", kind = "Delivered", id = $"p-{message.Id:N}" };

    private static async Task ExpectDeliveredAsync(TestHost host, RecordingChannelAdapter adapter)
    {
        foreach (var id in await SendAsync(host))
        {
            var stored = await host.FindAsync(id);
            Assert.Equal((DeliveryStatus.Delivered, $"p-{id:N}", 1), (Of(stored, host), stored.Delivery.ProviderMessageId, stored.Attempts.Count));
        }

        Assert.Equal(Runs, adapter.Sent.Count);
    }

    private static async Task<IReadOnlyList<Guid>> SendAsync(TestHost host)
    {
        var receipt = await host.Client.SendAsync(TestHost.Request(null, [.. Enumerable.Range(0, Runs).Select(i => $"p{i}@example.org")]));
        while (await host.DispatchAsync() > 0)
        {
        }

        return [.. receipt.Messages.Select(m => m.Id)];
    }
}
