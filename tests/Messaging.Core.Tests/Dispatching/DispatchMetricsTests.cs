using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Testing;
using Xunit.Abstractions;

namespace Messaging.Core.Tests.Dispatching;

public sealed class DispatchMetricsTests(ITestOutputHelper output)
{
    private static readonly SendOutcome Busy = SendOutcome.Retry(new SendFailure(FailureKind.Temporary, "451", "lan@example.org is busy"));

    [Fact]
    public async Task Dispatch_IsMeasuredFromRequestToEnd_WithoutAddresses()
    {
        await using var host = new TestHost(email: new RecordingChannelAdapter().ThenAnswer(Busy));
        using var metrics = new MetricRecorder(host.Get<MessagingMetrics>());
        await host.SendAsync(TestHost.Request("key"));
        await host.Client.SendAsync(TestHost.Request("key"));
        await Assert.ThrowsAsync<IdempotencyConflictException>(() => host.Client.SendAsync(TestHost.Request("key", "joe@example.org")));
        host.Clock.Advance(TimeSpan.FromSeconds(7));
        await host.DispatchAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.DispatchAsync();
        Assert.Equal(3, metrics.Sums("messaging.requests").Count);
        Assert.Equal(1, metrics.Sums("messaging.messages.stored")["channel=email category=transactional priority=normal plan=now"]);
        Assert.Equal(2, metrics.Sums("messaging.messages.claimed")["channel=email priority=normal"]);
        Assert.Equal(7, metrics.Seen.First(s => s.Name == "messaging.wait.duration").Value);
        Assert.Equal(
            ["channel=email connection=email outcome=accepted", "channel=email connection=email outcome=retry error.type=temporary"],
            metrics.Sums("messaging.attempts").Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, metrics.Sums("messaging.messages.retried")["channel=email"]);
        Assert.Equal(1, metrics.Sums("messaging.messages.finished")["channel=email outcome=accepted"]);
        Assert.Equal(2, metrics.Sums("messaging.batch.size")["operation=record"]);
        Assert.Equal(2, metrics.Seen.Count(s => s.Name == "messaging.claim.duration"));
        Assert.Equal(2, metrics.Seen.Count(s => s.Name == "messaging.prepare.duration"));
        Assert.DoesNotContain(metrics.Seen, s => s.Tags.Contains("example.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hosts_OfOneProcess_AreToldApart()
    {
        await using var one = new TestHost();
        await using var other = new TestHost();
        using var metrics = new MetricRecorder(one.Get<MessagingMetrics>());
        await other.SendAsync();
        Assert.Empty(metrics.Seen);
        await one.SendAsync();
        Assert.NotEmpty(metrics.Seen);
    }

    [Fact]
    public async Task Limit_UsedUp_IsMeasured()
    {
        await using var host = new TestHost(b => b.ConfigureRateLimit("email", MessageChannel.Email, new RateLimit(1, 1)));
        using var metrics = new MetricRecorder(host.Get<MessagingMetrics>());
        await host.Client.SendAsync(TestHost.Request(null, "a@example.org", "b@example.org"));
        await host.DispatchAsync();
        Assert.Equal([1.0], metrics.Seen.Where(s => s.Name == "messaging.limit.wait").Select(s => s.Value));
        Assert.Equal(1, metrics.Sums("messaging.messages.deferred")[$"channel=email code={DecisionCode.DeferRateLimited.Value}"]);
    }

    [Fact]
    public async Task Breaker_ThatOpens_IsShown()
    {
        var adapter = new RecordingChannelAdapter();
        await using var host = new TestHost(email: adapter);
        using var metrics = new MetricRecorder(host.Get<MessagingMetrics>());
        host.Get<MessageDispatcher>();
        Assert.Equal(0, metrics.Read("messaging.breaker.state")["channel=email connection=email"]);
        for (var i = 0; i < 20; i++)
        {
            adapter.ThenAnswer(Busy);
            await host.SendAsync(TestHost.Request(null, $"lan{i}@example.org"));
        }

        await host.DispatchAsync();
        Assert.Equal(1, metrics.Sums("messaging.breaker.openings")["channel=email connection=email"]);
        Assert.Equal(2, metrics.Read("messaging.breaker.state")["channel=email connection=email"]);
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(1, metrics.Read("messaging.breaker.state")["channel=email connection=email"]);
    }

    [Fact]
    public async Task Sweep_CountsWhatExpiredAndWhatWasDecided()
    {
        await using var host = new TestHost(email: new RecordingChannelAdapter().ThenAnswer(SendOutcome.Unknown(new SendFailure(FailureKind.Timeout, "timeout"))));
        using var metrics = new MetricRecorder(host.Get<MessagingMetrics>());
        await host.SendAsync();
        await host.DispatchAsync();
        Assert.Equal(1, metrics.Sums("messaging.messages.parked")["channel=email"]);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.SweepAsync();
        Assert.Equal(1, metrics.Sums("messaging.messages.resolved")["result=sent_again"]);
        await host.DispatchAsync();
        Assert.Equal(1, metrics.Sums("messaging.messages.possible_duplicates")["channel=email"]);
        await host.SendAsync();
        host.Clock.Advance(TimeSpan.FromDays(2));
        await host.SweepAsync();
        Assert.Equal(1, metrics.Sums("messaging.messages.finished")["channel=email outcome=expired"]);
    }

    [Fact]
    public async Task Call_UnderWay_HoldsASlot()
    {
        var answer = new TaskCompletionSource<SendOutcome>();
        var adapter = new RecordingChannelAdapter().ThenRun((_, _) => answer.Task);
        await using var host = new TestHost(email: adapter);
        using var metrics = new MetricRecorder(host.Get<MessagingMetrics>());
        await host.SendAsync();
        var ended = host.DispatchAsync();
        await adapter.NextAsync();
        Assert.Equal(1, metrics.Read("messaging.sends.active")[""]);
        Assert.Equal((1, 64), (metrics.Read("messaging.slots.used")[""], metrics.Read("messaging.slots.limit")[""]));
        answer.SetResult(SendOutcome.Accepted("p"));
        await ended;
        Assert.Equal((0, 0), (metrics.Read("messaging.sends.active")[""], metrics.Read("messaging.slots.used")[""]));
    }

    [Fact]
    public async Task Recording_WhileNobodyListens_AllocatesNothing()
    {
        await using var host = new TestHost();
        var (metrics, watch) = (host.Get<MessagingMetrics>(), host.Get<DispatcherWatch>());
        var delivery = new Delivery { Id = Guid.NewGuid(), Channel = MessageChannel.Email, LaneKey = LaneKey.Of("", MessageChannel.Email, MessagePriority.Normal), DueAt = host.Now, ExpiresAt = host.Now };
        var change = new DeliveryChange { Id = delivery.Id, LeaseToken = 0, OwnerEpoch = null, Attempt = 0, WorkState = WorkState.Done, Outcome = DeliveryOutcome.Accepted, DueAt = host.Now, RetryCount = 0, RescueCount = 0 };
        var (connection, lanes, none) = (new ChannelConnection("email", MessageChannel.Email, host.Email), new LaneTable(), Array.Empty<ClaimedMessage>());
        var accepted = SendOutcome.Accepted("p");
        lanes.Add(new Dictionary<long, DateTimeOffset> { [delivery.LaneKey] = host.Now }, host.Now);

        Message(100);
        var (before, begun) = (GC.GetAllocatedBytesForCurrentThread(), TimeProvider.System.GetTimestamp());
        Message(100_000);
        var (took, allocated) = (TimeProvider.System.GetElapsedTime(begun), GC.GetAllocatedBytesForCurrentThread() - before);
        output.WriteLine($"{took.TotalNanoseconds / 100_000:0} ns per message for all that is recorded of it, while nobody listens.");
        Assert.Equal(0, allocated);

        void Message(int count)
        {
            for (var i = 0; i < count; i++)
            {
                watch.NoteLanes(lanes);
                metrics.NoteClaim(none, host.Now, TimeSpan.Zero);
                metrics.NotePrepared(delivery, TimeSpan.Zero);
                metrics.NoteBatch("start", 1);
                metrics.CallBegins();
                metrics.NoteAttempt(connection, accepted, TimeSpan.Zero);
                metrics.CallEnds();
                metrics.NoteBatch("record", 1);
                metrics.NoteRecorded(delivery, change);
            }
        }
    }
}
