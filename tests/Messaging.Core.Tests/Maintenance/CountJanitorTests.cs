using Messaging.Core.Tests.Support;
using Messaging.Maintenance;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Core.Tests.Maintenance;

/// <summary>The sweep folds what there is to fold, and reads for the gauge only what somebody looks at, and not more often than every ten seconds.</summary>
public sealed class CountJanitorTests
{
    private const string Gauge = "messaging.queue.depth";

    [Fact]
    public async Task Depth_IsReadBySweepsTenSecondsApart()
    {
        await using var host = new TestHost();
        using var metrics = new MetricRecorder(host.Get<MessagingMetrics>());
        await host.SendAsync();
        await host.SendAsync(TestHost.Request() with { Priority = MessagePriority.Urgent });
        await host.SendAsync(TestHost.Request() with { SendAt = host.Now.AddHours(1) });
        Assert.Empty(metrics.Read(Gauge));
        await host.SweepAsync();
        Assert.Equal([("priority=high", 0), ("priority=low", 0), ("priority=normal", 2), ("priority=urgent", 1)], Read(metrics));
        await host.DispatchAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(9));
        await host.SweepAsync();
        Assert.Equal(("priority=normal", 2), Read(metrics)[2]);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.SweepAsync();
        Assert.Equal([("priority=high", 0), ("priority=low", 0), ("priority=normal", 1), ("priority=urgent", 0)], Read(metrics));
    }

    [Fact]
    public async Task Sweep_WithoutListeners_ReadsNothingAndFoldsUntilNothingIsLeft()
    {
        var counts = new CountedStore { Changes = 1_200 };
        await using var host = new TestHost(b => b.Services.AddSingleton<ICountStore>(counts));
        await host.SweepAsync();
        Assert.Equal((4, 0, 0), (counts.Folds, counts.Reads, counts.Changes));
    }

    [Fact]
    public async Task Sweep_WithMoreToFoldThanASecondTakes_GoesOnNextTime()
    {
        await using var host = new TestHost();
        var counts = new CountedStore { Changes = int.MaxValue, OnFold = () => host.Clock.Advance(TimeSpan.FromMilliseconds(400)) };
        await ActivatorUtilities.CreateInstance<CountJanitor>(host.Get<IServiceProvider>(), counts).RunOnceAsync(default);
        Assert.Equal(3, counts.Folds);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(399, true)]
    [InlineData(400, false)]
    [InlineData(-1, false)]
    public async Task Count_OfTooManyDays_IsRefused(int last, bool allowed)
    {
        await using var host = new TestHost();
        await host.SendAsync();
        var today = DateOnly.FromDateTime(host.Now.UtcDateTime);
        var query = new MessageCountQuery { From = today, To = today.AddDays(last) };
        if (allowed)
        {
            Assert.Equal(1, Assert.Single(await host.Get<IMessageCounts>().CountAsync(query)).Open);
        }
        else
        {
            await Assert.ThrowsAsync<InvalidMessageException>(() => host.Get<IMessageCounts>().CountAsync(query));
        }
    }

    private static List<(string Tags, int Value)> Read(MetricRecorder metrics) => [.. metrics.Read(Gauge).Select(p => (p.Key, (int)p.Value)).Order()];

    private sealed class CountedStore : ICountStore
    {
        public int Changes { get; set; }

        public int Folds { get; private set; }

        public int Reads { get; private set; }

        public Action OnFold { get; init; } = () => { };

        public Task<IReadOnlyList<MessageCount>> CountAsync(MessageCountQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<MessagePriority, long>> ReadDepthsAsync(CancellationToken cancellationToken)
        {
            Reads++;
            return Task.FromResult<IReadOnlyDictionary<MessagePriority, long>>(new Dictionary<MessagePriority, long>());
        }

        public Task<int> FoldAsync(int limit, CancellationToken cancellationToken)
        {
            OnFold();
            Folds++;
            var folded = Math.Min(limit, Changes);
            Changes -= folded;
            return Task.FromResult(folded);
        }
    }
}
