using Messaging.Core.Tests.Support;
using Messaging.Dispatching;
using Messaging.Maintenance;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Storage.InMemory;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging.Core.Tests.Dispatching;

/// <summary>A look that the database takes long for, as behind an old transaction, comes less often, and nothing else waits for it.</summary>
public sealed class LookPaceTests
{
    private const string Lanes = nameof(IDeliveryStore.FindLanesAsync);
    private const string Hung = $"{nameof(IMaintenanceStore.FindAsync)} {nameof(DeliveryCondition.Hung)}";
    private const string Abandoned = $"{nameof(IMaintenanceStore.FindAsync)} {nameof(DeliveryCondition.Abandoned)}";
    private const string Expired = $"{nameof(IMaintenanceStore.FindAsync)} {nameof(DeliveryCondition.Expired)}";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Look_ThatTookASecondTwice_IsDueAgainAfterNine(bool fails)
    {
        var clock = new ManualTimeProvider();
        var pace = new LookPace(clock);
        Assert.True(pace.IsDue);
        await LookAsync(pace, clock, Second, fails, isLost: false);
        Assert.True(pace.IsDue);
        await LookAsync(pace, clock, Second, fails, isLost: false);
        clock.Advance((9 * Second) - TimeSpan.FromTicks(1));
        Assert.False(pace.IsDue);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(pace.IsDue);

        // As fast as ever again.
        await LookAsync(pace, clock, TimeSpan.Zero, fails, isLost: false);
        Assert.True(pace.IsDue);
    }

    [Fact]
    public async Task Look_ThatTookLessThanATenthOfASecond_IsDueAtOnce()
    {
        var clock = new ManualTimeProvider();
        var pace = new LookPace(clock);
        for (var i = 0; i < 3; i++)
        {
            await LookAsync(pace, clock, TimeSpan.FromMilliseconds(99), fails: false, isLost: false);
            Assert.True(pace.IsDue);
        }
    }

    [Fact]
    public async Task Dispatch_LookWasPutOff_WakesWhenItIsDue()
    {
        await using var host = SlowLanes(() => Second, b => b.ConfigureDispatcher(o => o.PollInterval = TimeSpan.FromSeconds(30)));
        var dispatcher = host.Get<MessageDispatcher>();
        await host.DispatchAsync();
        await host.DispatchAsync();
        Assert.Equal(TimeSpan.FromSeconds(30), dispatcher.IdleTime());
        host.Clock.Advance(2 * Second);
        await host.DispatchAsync();
        Assert.Equal(7 * Second, dispatcher.IdleTime());
        host.Clock.Advance(dispatcher.IdleTime());
        await dispatcher.RunOnceAsync(default);
        Assert.Equal(3, LooksForLanes(host));
    }

    [Fact]
    public async Task Look_ThatDidNotReachTheDatabase_DoesNotCount()
    {
        var clock = new ManualTimeProvider();
        var pace = new LookPace(clock);
        for (var i = 0; i < 3; i++)
        {
            await LookAsync(pace, clock, 30 * Second, fails: true, isLost: true);
            Assert.True(pace.IsDue);
        }
    }

    [Fact]
    public async Task Dispatch_LanesTakeLongToFind_GoesOnWithThoseItKnows()
    {
        await using var host = SlowLanes(() => Second);
        await host.DispatchAsync();
        await host.DispatchAsync();
        for (var i = 0; i < 9; i++)
        {
            await host.SendAsync();
            Assert.Equal(1, await host.DispatchAsync());
            host.Clock.Advance(Second);
        }

        Assert.Equal(2, LooksForLanes(host));
        await host.DispatchAsync();
        Assert.Equal(3, LooksForLanes(host));
    }

    [Fact]
    public async Task Dispatch_LanesTakeLongToFind_FindsNewOnesInTheEnd()
    {
        var takes = Second;
        await using var host = SlowLanes(() => takes);
        await host.DispatchAsync();
        await host.DispatchAsync();
        await host.SendAsync();

        // As if another process had stored it, and its hint were lost.
        host.Get<DispatchSignal>().Take();
        Assert.Equal(0, await host.DispatchAsync());
        host.Clock.Advance(9 * Second);
        Assert.Equal(1, await host.DispatchAsync());

        // The old transaction is over.
        takes = TimeSpan.Zero;
        host.Clock.Advance(9 * Second);
        var looks = LooksForLanes(host);
        await host.DispatchAsync();
        await host.DispatchAsync();
        Assert.Equal(looks + 2, LooksForLanes(host));
    }

    [Fact]
    public async Task Dispatch_LanesCannotBeFound_SendsWhatItHearsOf()
    {
        var (isBroken, clock) = (false, (ManualTimeProvider?)null);
        await using var host = SlowLanes(() =>
        {
            clock!.Advance(isBroken ? 10 * Second : TimeSpan.Zero);
            return isBroken ? throw new MessageStoreException("The statement was cancelled.") { IsTransient = true } : TimeSpan.Zero;
        });
        clock = host.Clock;
        await host.DispatchAsync();
        isBroken = true;
        await host.SendAsync();
        await Assert.ThrowsAsync<MessageStoreException>(host.DispatchAsync);
        await host.SendAsync();
        await Assert.ThrowsAsync<MessageStoreException>(host.DispatchAsync);
        Assert.Equal(2, await host.DispatchAsync());
        Assert.Equal(3, LooksForLanes(host));
    }

    [Fact]
    public async Task Pause_LanesTakeLongToFind_HoldsAtOnce()
    {
        await using var host = SlowLanes(() => Second, b => b.ConfigureDispatcher(o => o.ClaimSize = 1));
        for (var i = 0; i < 2; i++)
        {
            await host.SendAsync();
            Assert.Equal(1, await host.DispatchAsync());
        }

        await host.SendAsync();
        var id = await host.SendAsync();
        Assert.Equal(1, await host.DispatchAsync());
        await host.Get<IQueues>().PauseAsync(QueueScope.Everything, "lan: outage");
        Assert.Equal(0, await host.DispatchAsync());
        Assert.Equal((2, 0L), (LooksForLanes(host), (await host.FindAsync(id)).Delivery.LeaseToken));
        await host.Get<IQueues>().ResumeAsync(QueueScope.Everything);
        host.Clock.Advance(9 * Second);
        Assert.Equal(1, await host.DispatchAsync());
    }

    [Fact]
    public async Task Rescue_WhatHangsTakesLongToFind_DoesNotWaitForIt()
    {
        await using var host = SlowSweep(call => call == Hung ? 5 * Second : TimeSpan.Zero);
        var maintenance = host.Get<IMaintenanceStore>();
        var rescuer = host.Get<IEnumerable<IJanitor>>().OfType<LeaseRescuer>().Single();
        for (var sweep = 1; sweep <= 4; sweep++)
        {
            var id = await AbandonAsync(host);
            Assert.True(await rescuer.RunOnceAsync(default));
            Assert.Equal(WorkState.Queued, (await host.FindAsync(id)).Delivery.WorkState);
            await host.DispatchAsync();
            Assert.Equal(Math.Min(sweep, 2), SlowStore.Count(maintenance, Hung));
            Assert.Equal(sweep, SlowStore.Count(maintenance, Abandoned));
            host.Clock.Advance(Second);
        }

        host.Clock.Advance(45 * Second);
        await rescuer.RunOnceAsync(default);
        Assert.Equal(3, SlowStore.Count(maintenance, Hung));
    }

    [Fact]
    public async Task Expire_TakesLongToFind_EndsAllThatItFoundAtOnce()
    {
        await using var host = SlowSweep(call => call == Expired ? Second : TimeSpan.Zero);
        var janitor = host.Get<IEnumerable<IJanitor>>().OfType<ExpiryJanitor>().Single();
        var last = Guid.Empty;
        for (var i = 0; i < LeaseRescuer.BatchSize + 1; i++)
        {
            last = await host.SendAsync();
        }

        host.Clock.Advance(TimeSpan.FromDays(30));
        await janitor.RunOnceAsync(default);
        await janitor.RunOnceAsync(default);
        Assert.Equal(DeliveryOutcome.Expired, (await host.FindAsync(last)).Delivery.Outcome);
        Assert.Equal(2, SlowStore.Count(host.Get<IMaintenanceStore>(), Expired));
    }

    private static async Task LookAsync(LookPace pace, ManualTimeProvider clock, TimeSpan takes, bool fails, bool isLost)
    {
        var look = pace.LookAsync(() =>
        {
            clock.Advance(takes);
            return fails ? Task.FromException<int>(new MessageStoreException("The statement was cancelled.") { OutcomeUnknown = isLost }) : Task.FromResult(7);
        });
        Assert.Equal(fails, await Record.ExceptionAsync(() => look) is MessageStoreException);
    }

    private static int LooksForLanes(TestHost host) => SlowStore.Count(host.Get<IDeliveryStore>(), Lanes);

    private static TestHost SlowLanes(Func<TimeSpan> takes, Action<MessagingBuilder>? configure = null)
    {
        var clock = (ManualTimeProvider?)null;
        var host = new TestHost(b =>
        {
            b.Services.Replace(ServiceDescriptor.Singleton(s =>
                SlowStore.Create<IDeliveryStore>(ActivatorUtilities.CreateInstance<InMemoryDeliveryStore>(s), clock!, call => call == Lanes ? takes() : TimeSpan.Zero)));
            configure?.Invoke(b);
        });
        clock = host.Clock;
        return host;
    }

    private static TestHost SlowSweep(Func<string, TimeSpan> takes)
    {
        var clock = (ManualTimeProvider?)null;
        var host = new TestHost(b => b.Services.Replace(ServiceDescriptor.Singleton(s =>
            SlowStore.Create<IMaintenanceStore>(ActivatorUtilities.CreateInstance<InMemoryMaintenanceStore>(s), clock!, takes))));
        clock = host.Clock;
        return host;
    }

    // A dispatcher claims a message and is never heard of again.
    private static async Task<Guid> AbandonAsync(TestHost host)
    {
        var (id, store, epoch) = (await host.SendAsync(), host.Get<IDeliveryStore>(), Random.Shared.NextInt64());
        await store.HeartbeatAsync(epoch, "victim", TimeSpan.FromMilliseconds(1), isNew: true, default);
        var quotas = (await store.FindLanesAsync(default)).Select(l => new LaneQuota(l.Key, 100)).ToList();
        Assert.Single(await store.ClaimAsync(epoch, quotas, host.Now, default));
        host.Clock.Advance(TimeSpan.FromMilliseconds(2));
        return id;
    }
}
