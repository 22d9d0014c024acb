using Messaging.Core.Tests.Support;
using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Core.Tests.Dispatching;

/// <summary>What was sent after a backup was made is not sent again when it is restored, unless somebody says so.</summary>
public sealed class RestoreGuardTests
{
    [Fact]
    public async Task Start_AfterALongAbsence_FindsEverythingPausedUntilResumed()
    {
        await using var host = await AbsentAsync(TimeSpan.FromHours(2));
        await host.Get<RestoreGuard>().CheckAsync(default);
        Assert.Equal(0, await host.DispatchAsync());
        var queues = host.Get<IQueues>();
        Assert.Equal((QueueScope.Everything, QueueSetting.RestoredBackup), (queues.RestoredBackup!.ToScope(), queues.RestoredBackup.PauseReason));

        Assert.True(await queues.ResumeAsync(QueueScope.Everything));
        Assert.Null(queues.RestoredBackup);
        Assert.Equal(1, await host.DispatchAsync());
        Assert.Single(host.Email.Sent);
    }

    [Fact]
    public async Task Resume_AfterwardsWhatExpired_EndsUnsent()
    {
        await using var host = await AbsentAsync(TimeSpan.FromDays(30));
        await host.Get<RestoreGuard>().CheckAsync(default);
        await host.Get<IQueues>().ResumeAsync(QueueScope.Everything);
        await host.DispatchAsync();
        Assert.Empty(host.Email.Sent);
        var ended = Assert.Single(host.Get<InMemoryDatabase>().Deliveries.Values);
        Assert.Equal(DeliveryOutcome.Expired, ended.Outcome);
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(61, false)]
    public async Task Start_ComparesWithTheOption(int minutes, bool sends)
    {
        await using var host = await AbsentAsync(TimeSpan.FromMinutes(minutes));
        await host.Get<RestoreGuard>().CheckAsync(default);
        Assert.Equal(sends ? 1 : 0, await host.DispatchAsync());
    }

    [Fact]
    public async Task Start_SwitchedOff_Sends()
    {
        await using var host = await AbsentAsync(TimeSpan.FromDays(1), b => b.ConfigureDispatcher(o => o.PauseAfterAbsence = TimeSpan.Zero));
        await host.Get<RestoreGuard>().CheckAsync(default);
        Assert.Equal(1, await host.DispatchAsync());
    }

    [Fact]
    public async Task Start_OnAFreshDatabase_Sends()
    {
        await using var host = new TestHost();
        await host.SendAsync();
        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.Get<RestoreGuard>().CheckAsync(default);
        Assert.Equal(1, await host.DispatchAsync());
    }

    [Fact]
    public async Task Start_OnlyWithMessagesStoredDuringTheAbsence_Sends()
    {
        await using var host = new TestHost();
        await host.BeatAsync();
        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.SendAsync();
        await host.Get<RestoreGuard>().CheckAsync(default);
        Assert.Equal(1, await host.DispatchAsync());
    }

    [Fact]
    public async Task Start_ScheduledMessageFellDueMeanwhile_IsPausedToo()
    {
        await using var host = new TestHost();
        await host.BeatAsync();
        await host.SendAsync(TestHost.Request() with { SendAt = host.Now.AddMinutes(30) });
        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.Get<RestoreGuard>().CheckAsync(default);
        Assert.Equal(0, await host.DispatchAsync());
    }

    [Fact]
    public async Task Start_LeaseLostForLong_DoesNotPause()
    {
        await using var host = await AbsentAsync(TimeSpan.Zero);
        await host.Get<RestoreGuard>().CheckAsync(default);
        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.Get<RestoreGuard>().CheckAsync(default);
        Assert.Equal(1, await host.DispatchAsync());
    }

    [Fact]
    public async Task Start_OfTwoNodesAtOnce_PausesOnceForBoth()
    {
        await using var host = await AbsentAsync(TimeSpan.FromHours(2));
        var second = new RestoreGuard(host.Get<IQueueStore>(), host.Get<StoreClock>(), host.Get<IOptions<DispatcherOptions>>(), host.Get<ILogger<RestoreGuard>>());
        await host.Get<RestoreGuard>().CheckAsync(default);
        await second.CheckAsync(default);
        Assert.Single(await host.Get<IQueues>().ListAsync());

        // The operator's word stands, also for a node that comes after the first sign of life.
        await host.BeatAsync();
        await host.Get<IQueues>().ResumeAsync(QueueScope.Everything);
        var third = new RestoreGuard(host.Get<IQueueStore>(), host.Get<StoreClock>(), host.Get<IOptions<DispatcherOptions>>(), host.Get<ILogger<RestoreGuard>>());
        await third.CheckAsync(default);
        Assert.Empty(await host.Get<IQueues>().ListAsync());
    }

    [Fact]
    public async Task Start_AfterASweep_StillKnowsTheLastSignOfLife()
    {
        await using var host = await AbsentAsync(TimeSpan.FromHours(2));
        await host.Get<IMaintenanceStore>().PruneAsync(host.Now, host.Now, 100, default);
        await host.Get<RestoreGuard>().CheckAsync(default);
        Assert.Equal(0, await host.DispatchAsync());
    }

    [Fact]
    public async Task Dispatcher_AsksBeforeItsFirstSignOfLife()
    {
        var asked = new TaskCompletionSource<int>();
        await using var host = new TestHost(b => b.Services.AddSingleton<IQueueStore>(s => new WatchedStore(s.GetRequiredService<InMemoryDatabase>(), asked)));
        await host.Get<MessageDispatcher>().StartAsync(default);
        Assert.Equal(0, await asked.Task);
        await host.Get<MessageDispatcher>().StopAsync(default);
    }

    private static async Task<TestHost> AbsentAsync(TimeSpan absence, Action<MessagingBuilder>? configure = null)
    {
        var host = new TestHost(configure);
        await host.BeatAsync();
        await host.SendAsync();
        host.Clock.Advance(absence);
        return host;
    }

    /// <summary>Tells how many signs of life there were when it was asked.</summary>
    private sealed class WatchedStore(InMemoryDatabase database, TaskCompletionSource<int> asked) : IQueueStore
    {
        private readonly InMemoryQueueStore _inner = new(database);

        public Task<IReadOnlyList<QueueSetting>> ListAsync(CancellationToken cancellationToken) => _inner.ListAsync(cancellationToken);

        public Task PauseAsync(QueueSetting pause, CancellationToken cancellationToken) => _inner.PauseAsync(pause, cancellationToken);

        public Task<bool> ResumeAsync(QueueScope scope, CancellationToken cancellationToken) => _inner.ResumeAsync(scope, cancellationToken);

        public Task SetWeightAsync(QueueSetting weight, CancellationToken cancellationToken) => _inner.SetWeightAsync(weight, cancellationToken);

        public Task<DateTimeOffset?> PauseAfterAbsenceAsync(DateTimeOffset since, QueueSetting pause, CancellationToken cancellationToken)
        {
            asked.TrySetResult(database.Dispatchers.Count);
            return _inner.PauseAfterAbsenceAsync(since, pause, cancellationToken);
        }
    }
}
