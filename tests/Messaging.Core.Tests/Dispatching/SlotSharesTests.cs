using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Dispatching;
using Messaging.Testing;

namespace Messaging.Core.Tests.Dispatching;

/// <summary>What a flood leaves to others.</summary>
public sealed class SlotSharesTests
{
    [Fact]
    public async Task Dispatch_FloodOfLowMessages_LeavesAFifthOfTheSlots_AndGoesOnWhenTheyEnd()
    {
        var answer = new TaskCompletionSource<SendOutcome>();
        var adapter = new RecordingChannelAdapter();
        for (var i = 0; i < 9; i++)
        {
            adapter.ThenRun((_, _) => answer.Task);
        }

        await using var host = new TestHost(b => b.ConfigureDispatcher(o => o.MaxInFlight = 10), adapter);
        await host.Client.SendAsync(TestHost.Request(null, [.. Enumerable.Range(0, 20).Select(i => $"low{i}@example.org")]) with { Priority = MessagePriority.Low });
        await host.BeatAsync();
        var dispatcher = host.Get<MessageDispatcher>();
        var (low, lowEnded) = await dispatcher.RunOnceAsync(default);
        Assert.Equal(8, low);
        Assert.Equal(0, (await dispatcher.RunOnceAsync(default)).Claimed);
        await host.SendAsync(TestHost.Request() with { Priority = MessagePriority.Urgent });
        var (urgent, urgentEnded) = await dispatcher.RunOnceAsync(default);
        Assert.Equal(1, urgent);

        host.Get<DispatchSignal>().Take();
        var woken = host.Get<DispatchSignal>().WaitAsync(default);
        Assert.False(woken.IsCompleted);
        answer.SetResult(SendOutcome.Accepted("p"));
        await Task.WhenAll(lowEnded, urgentEnded, woken);
        Assert.Equal(8, (await dispatcher.RunOnceAsync(default)).Claimed);
    }

    [Fact]
    public async Task Dispatch_FloodOfOneTenant_LeavesSlotsToOthersOnceThereAreOthers_AndGoesOnWhenItsCallsEnd()
    {
        var answer = new TaskCompletionSource<SendOutcome>();
        var adapter = new RecordingChannelAdapter();
        for (var i = 0; i < 18; i++)
        {
            adapter.ThenRun((message, _) => message.Tenant == "large" ? answer.Task : Task.FromResult(SendOutcome.Accepted("p")));
        }

        await using var host = new TestHost(b => b.ConfigureDispatcher(o => o.MaxInFlight = 16), adapter);
        var dispatcher = host.Get<MessageDispatcher>();
        await host.SendAsync(TestHost.Request() with { Tenant = "small" });
        Assert.Equal(1, await host.DispatchAsync());
        await host.Client.SendAsync(TestHost.Request(null, [.. Enumerable.Range(0, 40).Select(i => $"guest{i}@example.org")]) with { Tenant = "large" });
        var (large, largeEnded) = await dispatcher.RunOnceAsync(default);
        Assert.Equal((14, 0), (large, (await dispatcher.RunOnceAsync(default)).Claimed));

        await host.SendAsync(TestHost.Request() with { Tenant = "small" });
        var (small, smallEnded) = await dispatcher.RunOnceAsync(default);
        Assert.Equal(1, small);
        await smallEnded;

        // The large tenant's messages are due and wait for slots; what falls due next is not to wait with them.
        await host.SendAsync(TestHost.Request() with { Tenant = "small", SendAt = host.Now.AddMilliseconds(200) });
        host.Get<DispatchSignal>().Notify();
        Assert.Equal(0, (await dispatcher.RunOnceAsync(default)).Claimed);
        Assert.Equal(TimeSpan.FromMilliseconds(200), dispatcher.IdleTime());

        host.Get<DispatchSignal>().Take();
        var woken = host.Get<DispatchSignal>().WaitAsync(default);
        Assert.False(woken.IsCompleted);
        answer.SetResult(SendOutcome.Accepted("p"));
        await Task.WhenAll(largeEnded, woken);
        Assert.Equal(14, (await dispatcher.RunOnceAsync(default)).Claimed);
    }

    [Fact]
    public async Task Dispatch_FloodOfTheOnlyTenant_HasAllSlots()
    {
        await using var host = new TestHost(b => b.ConfigureDispatcher(o => o.MaxInFlight = 16));
        await host.Client.SendAsync(TestHost.Request(null, [.. Enumerable.Range(0, 40).Select(i => $"guest{i}@example.org")]));
        await host.BeatAsync();
        Assert.Equal(16, (await host.Get<MessageDispatcher>().RunOnceAsync(default)).Claimed);
    }
}
