using Messaging.Core.Tests.Support;
using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Core.Tests.Dispatching;

public sealed class PauseTests
{
    public static TheoryData<QueueScope> ScopesOfTheMessage =>
    [
        QueueScope.Everything,
        new QueueScope("a"),
        new QueueScope(Channel: MessageChannel.Email),
        new QueueScope(Priority: MessagePriority.Normal),
        new QueueScope("a", MessageChannel.Email, MessagePriority.Normal),
    ];

    public static TheoryData<QueueScope> OtherScopes =>
    [
        new QueueScope(""),
        new QueueScope("b"),
        new QueueScope("a", MessageChannel.Sms),
        new QueueScope(Priority: MessagePriority.Urgent),
        new QueueScope("a", MessageChannel.Email, MessagePriority.Low),
    ];

    [Theory]
    [MemberData(nameof(ScopesOfTheMessage))]
    public async Task Pause_OfItsScope_KeepsAMessageQueuedUntilItIsResumed(QueueScope scope)
    {
        await using var host = new TestHost();
        var queues = host.Get<IQueues>();
        await queues.PauseAsync(scope, "lan: outage");
        var id = await SendAsync(host, "a");
        var due = (await host.FindAsync(id, "a")).Delivery.DueAt;
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, await host.DispatchAsync());
        var waiting = await host.FindAsync(id, "a");
        Assert.Equal((WorkState.Queued, due, 0L), (waiting.Delivery.WorkState, waiting.Delivery.DueAt, waiting.Delivery.LeaseToken));
        Assert.Equal(("lan: outage", scope), (waiting.Pause!.PauseReason, waiting.Pause.ToScope()));
        Assert.Empty(waiting.Decisions);
        Assert.Equal(scope, Assert.Single((await host.Client.ExplainAsync(TestHost.Request() with { Tenant = "a" })).Messages).Pause!.ToScope());

        Assert.True(await queues.ResumeAsync(scope));
        Assert.Equal(1, await host.DispatchAsync());
        Assert.Single(host.Email.Sent);
        Assert.Null((await host.FindAsync(id, "a")).Pause);
        Assert.Empty(await queues.ListAsync());
    }

    [Theory]
    [MemberData(nameof(OtherScopes))]
    public async Task Pause_OfAnotherScope_DoesNotTouchAMessage(QueueScope scope)
    {
        await using var host = new TestHost();
        await host.Get<IQueues>().PauseAsync(scope, "lan: outage");
        var id = await SendAsync(host, "a");
        Assert.Null((await host.FindAsync(id, "a")).Pause);
        Assert.Equal(1, await host.DispatchAsync());
    }

    [Fact]
    public async Task Pause_OfALargeTenant_LeavesTheRoomToOthers()
    {
        await using var host = new TestHost(b => b.ConfigureDispatcher(o => (o.ClaimSize, o.MaxInFlight) = (5, 5)));
        for (var i = 0; i < 20; i++)
        {
            await SendAsync(host, "large", MessagePriority.Urgent);
        }

        await SendAsync(host, "small");
        await host.Get<IQueues>().PauseAsync(new QueueScope("large"), "lan: wrong list");
        Assert.Equal(1, await host.DispatchAsync());
        Assert.Equal("small", Assert.Single(host.Email.Sent).Tenant);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Pause_AfterTheClaim_GivesBackWhatIsNotStarted(bool isPaused, int sent)
    {
        await using var host = new TestHost();
        var id = await SendAsync(host, "a");
        var due = (await host.FindAsync(id, "a")).Delivery.DueAt;
        await host.BeatAsync();
        var claimed = await host.Get<IDeliveryStore>().ClaimAsync(host.Get<DispatcherLease>().Epoch, [new LaneQuota(LaneKey.Of("a", MessageChannel.Email, MessagePriority.Normal), 1)], host.Now, default);
        if (isPaused)
        {
            await host.Get<IQueues>().PauseAsync(new QueueScope("a"), "lan: outage");
        }

        await host.Get<HeldMessages>().ReserveAsync(1, default);
        await host.Get<DeliveryPipeline>().AcceptAsync(claimed);
        Assert.Equal(sent, host.Email.Sent.Count);
        var delivery = (await host.FindAsync(id, "a")).Delivery;
        Assert.Equal((isPaused ? WorkState.Queued : WorkState.Done, sent, 0, due), (delivery.WorkState, delivery.Attempt, delivery.RescueCount, delivery.DueAt));
        Assert.Equal(0, await host.DispatchAsync());
    }

    [Fact]
    public async Task Pause_WithAnEnd_EndsByItself()
    {
        await using var host = new TestHost();
        await SendAsync(host, "a");
        await host.Get<IQueues>().PauseAsync(QueueScope.Everything, "lan: maintenance", host.Now.AddMinutes(10));
        Assert.Equal(0, await host.DispatchAsync());
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, await host.DispatchAsync());
    }

    [Fact]
    public async Task Pause_WhatExpires_EndsUnsent()
    {
        await using var host = new TestHost();
        await host.Get<IQueues>().PauseAsync(QueueScope.Everything, "lan: outage");
        var id = await host.SendAsync(TestHost.Request() with { Category = MessageCategory.Security });
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.SweepAsync();
        Assert.Equal(DeliveryStatus.Expired, (await host.FindAsync(id)).Delivery.StatusAt(host.Now));
    }

    [Fact]
    public async Task Dispatch_NewsOfAnUnknownLane_IsLookedUpWhileSomethingIsPaused()
    {
        await using var host = new TestHost();
        await host.Get<IQueues>().PauseAsync(new QueueScope("a"), "lan: outage");
        await host.DispatchAsync();

        // The settings were read just now, so that only the news lead to these lanes.
        await SendAsync(host, "a");
        await SendAsync(host, "b");
        var (claimed, ended) = await host.Get<MessageDispatcher>().RunOnceAsync(default);
        await ended;
        Assert.Equal(1, claimed);
        Assert.Equal("b", Assert.Single(host.Email.Sent).Tenant);
    }

    [Fact]
    public async Task Dispatch_OnlyPausedMessagesAreDue_SleepsAsLongAsNothingChanges()
    {
        await using var host = new TestHost(b => b.ConfigureDispatcher(o => o.PollInterval = TimeSpan.FromSeconds(30)));
        var (dispatcher, queues) = (host.Get<MessageDispatcher>(), host.Get<IQueues>());
        await SendAsync(host, "a");
        await queues.PauseAsync(new QueueScope("a"), "lan: outage");
        await host.DispatchAsync();
        Assert.Equal(TimeSpan.FromSeconds(30), dispatcher.IdleTime());

        // Not longer than until something else is due, or the pause ends.
        await host.SendAsync(TestHost.Request() with { SendAt = host.Now.AddSeconds(7) });
        await host.DispatchAsync();
        Assert.Equal(TimeSpan.FromSeconds(7), dispatcher.IdleTime());
        await queues.PauseAsync(new QueueScope("a"), "lan: outage", host.Now.AddSeconds(3));
        await host.DispatchAsync();
        Assert.Equal(TimeSpan.FromSeconds(3), dispatcher.IdleTime());
    }

    [Fact]
    public async Task Weight_OfTheNarrowestScope_Counts()
    {
        await using var host = new TestHost();
        var (queues, rules) = (host.Get<IQueues>(), host.Get<QueueRules>());
        await queues.SetWeightAsync(new QueueScope(Channel: MessageChannel.Email), 2, "lan");
        await queues.SetWeightAsync(new QueueScope("a"), 5, "lan");
        await queues.SetWeightAsync(new QueueScope("a", MessageChannel.Email, MessagePriority.Low), 9, "lan");
        await SendAsync(host, "a");
        await SendAsync(host, "a", MessagePriority.Low);
        await SendAsync(host, "b");
        await host.DispatchAsync();
        Assert.Equal((5, 9, 2, 1), (Of("a"), Of("a", MessagePriority.Low), Of("b"), Of("unknown")));
        await queues.SetWeightAsync(new QueueScope("a"), null, "lan");
        Assert.Equal(2, Of("a"));

        int Of(string tenant, MessagePriority priority = MessagePriority.Normal) => rules.WeightOf(LaneKey.Of(tenant, MessageChannel.Email, priority));
    }

    [Fact]
    public async Task Queues_WrongArguments_SayWhatIsWrong()
    {
        await using var host = new TestHost();
        var queues = host.Get<IQueues>();
        await Assert.ThrowsAsync<InvalidMessageException>(() => queues.PauseAsync(QueueScope.Everything, " "));
        await Assert.ThrowsAsync<InvalidMessageException>(() => queues.PauseAsync(QueueScope.Everything, "lan", host.Now));
        await Assert.ThrowsAsync<InvalidMessageException>(() => queues.PauseAsync(new QueueScope("a\0"), "lan"));
        await Assert.ThrowsAsync<InvalidMessageException>(() => queues.PauseAsync(new QueueScope(Channel: default(MessageChannel)), "lan"));
        await Assert.ThrowsAsync<InvalidMessageException>(() => queues.SetWeightAsync(QueueScope.Everything, 0, "lan"));
        Assert.False(await queues.ResumeAsync(QueueScope.Everything));
        Assert.Empty(await queues.ListAsync());
    }

    private static async Task<Guid> SendAsync(TestHost host, string tenant, MessagePriority priority = MessagePriority.Normal) =>
        await host.SendAsync(TestHost.Request() with { Tenant = tenant, Priority = priority });
}
