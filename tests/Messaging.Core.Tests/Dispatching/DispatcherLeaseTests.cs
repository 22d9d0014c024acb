using Messaging.Dispatching;
using Messaging.Storage;
using Messaging.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Messaging.Core.Tests.Dispatching;

public sealed class DispatcherLeaseTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly FakeStore _store = new();

    [Fact]
    public async Task Beat_TrustsTheLeaseUntilTheMarginBeforeItsEnd()
    {
        using var lease = Create();
        Assert.False(lease.CanStart);
        await lease.BeatAsync(default);
        Assert.True(lease.CanStart);
        var trust = lease.Trust;
        _clock.Advance(TimeSpan.FromSeconds(12.9));
        Assert.True(lease.CanStart);
        _clock.Advance(TimeSpan.FromSeconds(0.2));

        // Twelve seconds are needed for a call and its record; they are no longer left.
        Assert.False(lease.CanStart);
        Assert.False(trust.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromSeconds(12));
        Assert.True(trust.IsCancellationRequested);
    }

    [Fact]
    public async Task Beat_Renewed_KeepsTheEpoch()
    {
        using var lease = Create();
        await lease.BeatAsync(default);
        var (epoch, trust) = (lease.Epoch, lease.Trust);
        for (var i = 0; i < 20; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            await lease.BeatAsync(default);
        }

        Assert.Equal(epoch, lease.Epoch);
        Assert.False(trust.IsCancellationRequested);
    }

    [Fact]
    public async Task Beat_RefusedByTheStore_CancelsWhatIsInFlightAndTakesANewEpoch()
    {
        using var lease = Create();
        await lease.BeatAsync(default);
        var (epoch, trust) = (lease.Epoch, lease.Trust);
        _store.Alive = false;
        await lease.BeatAsync(default);
        Assert.True(trust.IsCancellationRequested);
        Assert.NotEqual(epoch, lease.Epoch);
        Assert.False(lease.CanStart);
        _store.Alive = true;
        await lease.BeatAsync(default);
        Assert.True(lease.CanStart);
        Assert.True(_store.LastWasNew);
    }

    [Fact]
    public async Task Beat_AnsweredTooLate_DoesNotStretchTheLease()
    {
        using var lease = Create();
        await lease.BeatAsync(default);
        var (epoch, trust) = (lease.Epoch, lease.Trust);
        _store.Delay = new TaskCompletionSource();
        var beat = lease.BeatAsync(default);
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.True(trust.IsCancellationRequested);
        _store.Delay.SetResult();
        await beat;
        Assert.False(lease.CanStart);
        Assert.NotEqual(epoch, lease.Epoch);
    }

    [Fact]
    public async Task Beat_StoreUnreachable_LosesTrustByTheClockAlone()
    {
        using var lease = Create();
        await lease.BeatAsync(default);
        var trust = lease.Trust;
        _store.Fails = true;
        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            await Assert.ThrowsAsync<MessageStoreException>(() => lease.BeatAsync(default));
        }

        Assert.True(trust.IsCancellationRequested);
    }

    private DispatcherLease Create() =>
        new(_store, new StoreClock(_clock), _clock, Options.Create(new DispatcherOptions()), NullLogger<DispatcherLease>.Instance);

    private sealed class FakeStore : IDeliveryStore
    {
        public bool Alive { get; set; } = true;

        public bool Fails { get; set; }

        public bool LastWasNew { get; private set; }

        public TaskCompletionSource? Delay { get; set; }

        public async Task<Heartbeat> HeartbeatAsync(long epoch, string node, TimeSpan timeToLive, bool isNew, CancellationToken cancellationToken)
        {
            LastWasNew = isNew;
            if (Delay is { } delay)
            {
                await delay.Task;
            }

            return Fails ? throw new MessageStoreException("down") { IsTransient = true } : new Heartbeat(Alive, "0123456789abcdef");
        }

        public Task<IReadOnlyList<Lane>> FindLanesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(long epoch, IReadOnlyList<LaneQuota> quotas, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<ChainLink>> FindChainsAsync(IReadOnlyCollection<Guid> firstIds, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<Guid, Messaging.Messages.StartVerdict>> StartAsync(IReadOnlyList<Messaging.Messages.DeliveryStart> starts, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlySet<Guid>> RecordAsync(IReadOnlyList<Messaging.Messages.DeliveryChange> changes, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
