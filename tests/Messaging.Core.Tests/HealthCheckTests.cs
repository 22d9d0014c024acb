using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Dispatching;
using Messaging.Maintenance;
using Messaging.Storage;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Messaging.Core.Tests;

public sealed class HealthCheckTests
{
    private static readonly SendFailure Denied = new(FailureKind.Configuration, "401", "the key of lan@example.org");

    [Fact]
    public async Task Check_Dispatching_IsHealthyOnceItHasALease()
    {
        await using var host = Host();
        Assert.Equal(HealthStatus.Degraded, await StatusAsync(host));
        await RunningAsync(host);
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(host));
        await host.Get<MessageDispatcher>().StopAsync(default);
        Assert.Equal((HealthStatus.Degraded, HealthStatus.Healthy), (await StatusAsync(host), await StatusAsync(host, "messaging-live")));
    }

    [Fact]
    public async Task Check_SendOnly_IsHealthyAndMakesNoDispatcher()
    {
        await using var host = Host(b => b.Services.AddMessaging(o => o.SendOnly = true));
        using var metrics = new MetricRecorder(host.Get<MessagingMetrics>());
        var report = await ReportAsync(host);
        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Equal(2, report.Entries.Count);
        Assert.Empty(metrics.Read("messaging.slots.used"));
    }

    [Fact]
    public async Task Check_ConnectionRefused_IsUnhealthyButAlive_AndShowsNoSecret()
    {
        await using var host = Host(null, new RecordingChannelAdapter().ThenAnswer(SendOutcome.Retry(Denied)));
        host.Get<DispatcherWatch>().NoteStarted();
        await host.SendAsync();
        await host.DispatchAsync();
        var entry = (await ReportAsync(host)).Entries["messaging"];
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal("email", entry.Data["misconfiguredConnections"]);
        Assert.DoesNotContain("example.org", $"{entry.Description} {string.Join(' ', entry.Data.Values)}", StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(host, "messaging-live"));
    }

    [Fact]
    public async Task Watch_MessageThatNobodyClaims_GrowsOlder_AndIsForgottenOnceClaimed()
    {
        var answer = new TaskCompletionSource<SendOutcome>();
        var adapter = new RecordingChannelAdapter().ThenRun((_, _) => answer.Task);
        await using var host = Host(b => b.ConfigureDispatcher(o => o.MaxInFlight = 1), adapter);
        var watch = host.Get<DispatcherWatch>();
        await host.Client.SendAsync(TestHost.Request(null, "a@example.org", "b@example.org"));
        var first = host.DispatchAsync();
        await adapter.NextAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(20), watch.Read().OldestDue);
        answer.SetResult(SendOutcome.Accepted("p"));
        await first;
        await host.DispatchAsync();
        await host.DispatchAsync();
        Assert.Equal(TimeSpan.Zero, watch.Read().OldestDue);
    }

    [Fact]
    public async Task Check_DeafToOtherProcesses_IsDegradedUntilItHears()
    {
        await using var host = Host();
        await RunningAsync(host);
        host.Get<DispatchSignal>().WakeUp = WakeUpState.PollingOnly;
        var entry = (await ReportAsync(host)).Entries["messaging"];
        Assert.Equal((HealthStatus.Degraded, true), (entry.Status, (bool)entry.Data["pollingOnly"]));
        host.Get<DispatchSignal>().WakeUp = WakeUpState.Listening;
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(host));
        await host.Get<MessageDispatcher>().StopAsync(default);
    }

    [Fact]
    public async Task Check_PausedAfterARestore_IsDegradedUntilResumed()
    {
        await using var host = Host();
        await RunningAsync(host);
        host.Get<QueueRules>().Replace([QueueSetting.Of(QueueScope.Everything) with { PausedAt = host.Now, PauseReason = QueueSetting.RestoredBackup }]);
        Assert.True(host.Get<DispatcherWatch>().Read().IsPausedAfterRestore);
        host.Get<QueueRules>().Replace([]);
        Assert.False(host.Get<DispatcherWatch>().Read().IsPausedAfterRestore);
        await host.Get<MessageDispatcher>().StopAsync(default);
    }

    [Fact]
    public async Task Check_Paused_TellsPartsFromEverything()
    {
        await using var host = Host();
        await RunningAsync(host);
        var (queues, email) = (host.Get<IQueues>(), new QueueScope(Channel: MessageChannel.Email));
        await queues.PauseAsync(email, "test");
        await queues.SetWeightAsync(new QueueScope(Tenant: "heavy"), 5, "no pause");
        var entry = (await ReportAsync(host)).Entries["messaging"];
        Assert.Equal((HealthStatus.Healthy, 1), (entry.Status, (int)entry.Data["pauses"]));
        Assert.Equal("Messages are dispatched, but for what is paused: IQueues.ListAsync names it (1).", entry.Description);

        await queues.PauseAsync(QueueScope.Everything, "test", host.Now.AddMinutes(1));
        entry = (await ReportAsync(host)).Entries["messaging"];
        Assert.Equal((HealthStatus.Degraded, 2), (entry.Status, (int)entry.Data["pauses"]));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, host.Get<DispatcherWatch>().Read().Pauses);
        await host.Get<MessageDispatcher>().StopAsync(default);
    }

    [Fact]
    public async Task Watch_JanitorThatFails_IsNamedUntilItWorksAgain_AndToldOfOnce()
    {
        var (janitor, log) = (new FlakyJanitor(), new LogList());
        await using var host = Host(b => b.Services.AddSingleton<IJanitor>(janitor).AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(log));
        await host.SweepAsync();
        await host.SweepAsync();
        Assert.Equal([nameof(FlakyJanitor)], host.Get<DispatcherWatch>().Read().FailingJanitors);
        Assert.Single(Told());
        janitor.Failure = new MessagingConfigurationException("another reason");
        await host.SweepAsync();
        Assert.Equal(2, Told().Count());

        janitor.Failure = null;
        await host.SweepAsync();
        Assert.Empty(host.Get<DispatcherWatch>().Read().FailingJanitors);
        janitor.Failure = new MessagingConfigurationException("another reason");
        await host.SweepAsync();
        Assert.Equal(3, Told().Count());

        IEnumerable<string> Told() => log.Lines.Where(l => l.Contains(nameof(FlakyJanitor), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watch_StoreThatFails_IsDownUntilItAnswers()
    {
        await using var host = Host();
        var (patience, watch) = (host.Get<StorePatience>(), host.Get<DispatcherWatch>());
        var downAt = host.Now;
        patience.NoteFailure("test", new TimeoutException());
        host.Clock.Advance(TimeSpan.FromSeconds(9));
        patience.NoteFailure("test", new TimeoutException());
        Assert.Equal(new StoreOutage(downAt, ""), watch.Read().Outage);
        patience.NoteSuccess();
        Assert.Null(watch.Read().Outage);
    }

    [Fact]
    public async Task Watch_LoopThatEndsByItself_IsNotAlive()
    {
        await using var host = Host();
        var watch = host.Get<DispatcherWatch>();
        watch.NoteStarted();
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(host, "messaging-live"));
        host.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(HealthStatus.Unhealthy, await StatusAsync(host, "messaging-live"));
        watch.NoteRound();
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(host, "messaging-live"));
        watch.NoteEnded(asTold: false);
        Assert.Equal((HealthStatus.Unhealthy, HealthStatus.Unhealthy), (await StatusAsync(host, "messaging-live"), await StatusAsync(host)));
    }

    [Fact]
    public void Clock_ThatJumps_StopsClaimingUntilTheNextMeasurement()
    {
        var (clock, now) = (new StoreClock(TimeProvider.System), DateTimeOffset.UnixEpoch);
        clock.Align(now, now.AddSeconds(1), now);
        Assert.True(clock.IsSteady);
        clock.Align(now, now.AddSeconds(3.1), now);
        Assert.Equal((false, TimeSpan.FromSeconds(3.1)), (clock.IsSteady, clock.Offset));
        clock.Align(now, now.AddSeconds(3.1), now);
        Assert.True(clock.IsSteady);
    }

    private static TestHost Host(Action<MessagingBuilder>? configure = null, RecordingChannelAdapter? email = null) => new(
        b =>
        {
            b.Services.AddHealthChecks().AddMessaging().AddMessaging();
            configure?.Invoke(b);
        },
        email);

    private static Task<HealthReport> ReportAsync(TestHost host) => host.Get<HealthCheckService>().CheckHealthAsync();

    private static async Task<HealthStatus> StatusAsync(TestHost host, string check = "messaging") => (await ReportAsync(host)).Entries[check].Status;

    private static async Task RunningAsync(TestHost host)
    {
        var dispatcher = host.Get<MessageDispatcher>();
        await dispatcher.StartAsync(default);
        await host.SendAsync();
        await host.Email.NextAsync();
    }

    private sealed class FlakyJanitor : IJanitor
    {
        public Exception? Failure { get; set; } = new InvalidOperationException("as told");

        public Task<bool> RunOnceAsync(CancellationToken cancellationToken) => Failure is { } failure ? throw failure : Task.FromResult(false);
    }
}
