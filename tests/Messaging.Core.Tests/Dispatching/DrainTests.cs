using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Storage.InMemory;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Core.Tests.Dispatching;

public sealed class DrainTests
{
    [Fact]
    public async Task Stop_CallsThatFinish_AreRecorded()
    {
        var answer = new TaskCompletionSource<SendOutcome>();
        var adapter = new RecordingChannelAdapter().ThenRun((_, _) => answer.Task);
        await using var host = new TestHost(email: adapter);
        var dispatcher = host.Get<MessageDispatcher>();
        await dispatcher.StartAsync(default);
        var id = await host.SendAsync();
        await adapter.NextAsync();
        var stopping = dispatcher.StopAsync(default);
        Assert.False(stopping.IsCompleted);
        answer.SetResult(SendOutcome.Accepted("p"));
        await stopping;
        Assert.Equal(DeliveryStatus.Sent, (await host.FindAsync(id)).Delivery.StatusAt(host.Now));
    }

    [Fact]
    public async Task Stop_CallsThatHang_AreCancelledAfterTheGraceAndUnknown()
    {
        var adapter = new RecordingChannelAdapter().ThenRun(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return SendOutcome.Accepted("never");
        });
        await using var host = new TestHost(b => b.ConfigureDispatcher(o => o.DrainTimeout = TimeSpan.FromSeconds(5)), adapter);
        var dispatcher = host.Get<MessageDispatcher>();
        await dispatcher.StartAsync(default);
        var id = await host.SendAsync();
        await adapter.NextAsync();
        var stopping = dispatcher.StopAsync(default);
        await WaitForDrainAsync(host);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        await stopping;
        var delivery = (await host.FindAsync(id)).Delivery;
        Assert.Equal((WorkState.Parked, true), (delivery.WorkState, delivery.Ambiguous));
    }

    [Fact]
    public async Task Dispose_WithoutStop_EndsTheHeartbeat()
    {
        var host = new TestHost();
        var (database, dispatcher) = (host.Get<InMemoryDatabase>(), host.Get<MessageDispatcher>());
        await dispatcher.StartAsync(default);
        await host.SendAsync();
        await host.Email.NextAsync();
        await host.DisposeAsync();
        var last = database.Dispatchers.Values.Max(d => d.HeartbeatAt);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(last, database.Dispatchers.Values.Max(d => d.HeartbeatAt));
    }

    [Fact]
    public async Task Stop_CallsThatWaitBehindAHangingBatch_AreNotMadeAndAreCertainlyNotSent()
    {
        var adapter = new HangingBatchAdapter();
        await using var host = new TestHost(b => b.AddChannel("batch", MessageChannel.Sms, _ => adapter).ConfigureDispatcher(o => o.DrainTimeout = TimeSpan.FromSeconds(5)));
        var receipt = await host.Client.SendAsync(new MessageRequest
        {
            Content = new InlineContent { Text = "x" },
            Channels = [MessageChannel.Sms],
            Category = MessageCategory.Security,
            To = [.. Enumerable.Range(0, 20).Select(i => new Recipient { Phone = $"+49151123456{i:00}" })],
        });
        var dispatcher = host.Get<MessageDispatcher>();
        await dispatcher.StartAsync(default);
        await adapter.Called.Task;
        var stopping = dispatcher.StopAsync(default);
        while (!stopping.IsCompleted)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        var ambiguous = 0;
        foreach (var message in receipt.Messages)
        {
            var delivery = (await host.FindAsync(message.Id)).Delivery;
            ambiguous += delivery.Ambiguous ? 1 : 0;
            Assert.NotEqual(WorkState.Leased, delivery.WorkState);
        }

        // The first batch held whatever had gathered.
        Assert.Equal(adapter.Handed, ambiguous);
        Assert.InRange(adapter.Handed, 1, 2);
    }

    [Fact]
    public async Task Stop_EndsTheLease_SoThatOthersTakeOverAtOnce()
    {
        await using var host = new TestHost();
        var dispatcher = host.Get<MessageDispatcher>();
        await dispatcher.StartAsync(default);
        await host.SendAsync();
        await host.Email.NextAsync();
        await dispatcher.StopAsync(default);
        Assert.False(host.Get<DispatcherLease>().CanStart);
    }

    [Fact]
    public async Task Host_StartsAndStopsEverything()
    {
        var adapter = new RecordingChannelAdapter();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddMessaging().UseInMemoryStore().AddChannel("email", MessageChannel.Email, _ => adapter);
        using var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<IMessagingClient>().SendAsync(TestHost.Request());
        var sent = await adapter.NextAsync();
        Assert.Equal("lan@example.org", sent.Address);
        await host.StopAsync();
    }

    // The drain waits with a timer of the manual clock, beside those of the heartbeat and the poll that are being cancelled.
    private static async Task WaitForDrainAsync(TestHost host)
    {
        while (host.Get<DispatcherLease>().CanStart && !host.Get<DeliveryPipeline>().IsStopping)
        {
            await Task.Yield();
        }

        await host.Clock.WaitForTimersAsync(1);
    }
}
