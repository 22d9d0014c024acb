using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Messaging.Channels;
using Messaging.Storage;
using Microsoft.Extensions.Options;

namespace Messaging.Dispatching;

/// <summary>What is known of this process's dispatcher, for gauges and health checks. Thread-safe; reading it asks nothing of the database.</summary>
/// <remarks>The dispatcher's loop, its heartbeat and the sweep tell it what they find while they do their work.</remarks>
internal sealed class DispatcherWatch
{
    private readonly DispatcherLease _lease;
    private readonly HeldMessages _held;
    private readonly DispatchSignal _signal;
    private readonly QueueRules _rules;
    private readonly ConnectionHealth _health;
    private readonly ChannelDirectory _channels;
    private readonly StorePatience _patience;
    private readonly StoreClock _clock;
    private readonly TimeProvider _time;
    private readonly MessagingMetrics _metrics;
    private readonly int _slots;
    private readonly DueTimes _due = new();
    private readonly ObservableGauge<long> _depthGauge;
    private readonly ConcurrentDictionary<string, string> _failing = new(StringComparer.Ordinal);
    private long _startedAt;
    private long _roundAt;
    private long _lookedAt;
    private volatile bool _isStarted;
    private volatile bool _hasFailed;
    private volatile IReadOnlyDictionary<MessagePriority, long>? _depths;

    public DispatcherWatch(
        DispatcherLease lease, HeldMessages held, DispatchSignal signal, QueueRules rules, ConnectionHealth health, ChannelDirectory channels, StorePatience patience, StoreClock clock, TimeProvider time,
        MessagingMetrics metrics, IOptions<DispatcherOptions> options)
    {
        (_lease, _held, _signal, _rules, _health, _channels, _patience) = (lease, held, signal, rules, health, channels, patience);
        (_clock, _time, _metrics, _slots) = (clock, time, metrics, options.Value.MaxInFlight);
        AddGauges(metrics.Meter);
        _depthGauge = metrics.Meter.CreateObservableGauge("messaging.queue.depth", Depths, "{message}", "Messages that have not ended, of all processes.");
    }

    /// <summary>The dispatcher's loop begins.</summary>
    public void NoteStarted()
    {
        _startedAt = _roundAt = _lookedAt = _time.GetTimestamp();
        (_hasFailed, _isStarted) = (false, true);
    }

    /// <summary>The dispatcher's loop has ended.</summary>
    /// <param name="asTold">Whether it was stopped.</param>
    public void NoteEnded(bool asTold) => (_hasFailed, _isStarted) = (!asTold, !asTold && _isStarted);

    /// <summary>The heartbeat came round, with or without an answer.</summary>
    public void NoteRound() => Interlocked.Exchange(ref _roundAt, _time.GetTimestamp());

    /// <summary>The loop knows what is due.</summary>
    public void NoteLanes(LaneTable lanes)
    {
        _due.Take(lanes, _clock.GetUtcNow());
        Interlocked.Exchange(ref _lookedAt, _time.GetTimestamp());
    }

    /// <summary>A claim begins.</summary>
    public static Activity? BeginClaim() => MessagingDiagnostics.Activities.StartActivity(MessagingSpans.Claim);

    /// <summary>A claim has been answered.</summary>
    public void NoteClaim(Activity? activity, IReadOnlyList<ClaimedMessage> claimed, DateTimeOffset now, long begun)
    {
        activity?.SetTag(MessagingTags.MessageCount, claimed.Count);
        _metrics.NoteClaim(claimed, now, _time.GetElapsedTime(begun));
    }

    /// <summary>A janitor has done its duty.</summary>
    public void NoteJanitor(string janitor)
    {
        if (!_failing.IsEmpty)
        {
            _failing.TryRemove(janitor, out _);
        }
    }

    /// <summary>A janitor has failed.</summary>
    /// <returns>Whether that is news: it did not fail before, or for another reason.</returns>
    public bool NoteJanitorFailure(string janitor, string reason)
    {
        MessagingMetrics.Add(_metrics.JanitorFailures, MessagingTags.Janitor, janitor);
        var isNews = !_failing.TryGetValue(janitor, out var known) || !string.Equals(known, reason, StringComparison.Ordinal);
        _failing[janitor] = reason;
        return isNews;
    }

    /// <summary>Whether anybody listens to how many messages are open.</summary>
    public bool WantsDepths => _depthGauge.Enabled;

    /// <summary>The sweep knows how many messages are open.</summary>
    public void NoteDepths(IReadOnlyDictionary<MessagePriority, long> depths) => _depths = depths;

    /// <summary>How the dispatcher is doing now.</summary>
    public DispatcherHealth Read()
    {
        var now = _clock.GetUtcNow();
        var (own, pauses) = (_channels.Default.All.ToList(), _rules.PausesAt(now));
        var (misconfigured, broken) = (own.Where(c => _health.IsMisconfigured(c, now)).ToList(), own.Where(c => _health.BreakerOf(c, now) != ConnectionState.Working).ToList());
        return new DispatcherHealth
        {
            IsStarted = _isStarted,
            HasFailed = _hasFailed,
            HasLease = _lease.IsHeld,
            HeartbeatAge = _lease.HeartbeatAge ?? Since(ref _startedAt),
            RoundAge = Since(ref _roundAt),
            ClockOffset = _clock.Offset,
            IsClockSteady = _clock.IsSteady,
            OldestDue = _due.OldestAge(now),
            LookAge = Since(ref _lookedAt),
            Outage = _patience.Outage,
            Misconfigured = DispatcherHealth.NamesOf(misconfigured),
            Broken = DispatcherHealth.NamesOf(broken),
            TroubledOfTenants = Math.Max(0, _health.CountTroubled(now) - misconfigured.Union(broken).Count()),
            FailingJanitors = [.. _failing.Keys.Order(StringComparer.Ordinal)],
            IsPollingOnly = _signal.WakeUp == WakeUpState.PollingOnly,
            IsPausedAfterRestore = _rules.RestoredBackup is not null,
            IsPaused = pauses.Any(p => p.ToScope() == QueueScope.Everything),
            Pauses = pauses.Count,
            InFlight = _held.Count,
            Slots = _slots,
        };
    }

    private TimeSpan Since(ref long timestamp) => Interlocked.Read(ref timestamp) is var at && at == 0 ? TimeSpan.Zero : _time.GetElapsedTime(at);

    private void AddGauges(Meter meter)
    {
        meter.CreateObservableUpDownCounter("messaging.slots.used", () => _held.Count, "{message}", "Messages in flight: claimed, and their end not recorded.");
        meter.CreateObservableUpDownCounter("messaging.slots.limit", () => _slots, "{message}", "How many messages may be in flight.");
        meter.CreateObservableGauge("messaging.heartbeat.age", () => (_lease.HeartbeatAge ?? Since(ref _startedAt)).TotalSeconds, "s", "Since the database last confirmed the dispatcher's lease.");
        meter.CreateObservableGauge("messaging.clock.offset", () => _clock.Offset.TotalSeconds, "s", "How far the database's clock is ahead of the process's.");
        meter.CreateObservableGauge("messaging.oldest_due.age", () => _due.Ages(_clock.GetUtcNow()), "s", "How long the oldest message that is due has been waiting to be claimed.");
        meter.CreateObservableGauge("messaging.lanes.due", _due.Lanes, "{lane}", "Lanes (tenant, channel and priority) with messages that are due.");
        meter.CreateObservableGauge("messaging.breaker.state", Breakers, "1", "Circuit breakers: 0 closed, 1 half-open, 2 open.");
    }

    private IEnumerable<Measurement<long>> Depths() => _depths is not { } depths
        ? []
        : Enum.GetValues<MessagePriority>().Select(p => new Measurement<long>(depths.GetValueOrDefault(p), new KeyValuePair<string, object?>(MessagingTags.Priority, MessagingTags.Of(p))));

    // Of the application's own connections only: tenants may have thousands.
    private IEnumerable<Measurement<int>> Breakers()
    {
        var now = _clock.GetUtcNow();
        return _channels.Default.All.Select(c => new Measurement<int>(
            _health.BreakerOf(c, now) switch { ConnectionState.Open => 2, ConnectionState.Probing => 1, _ => 0 },
            new(MessagingTags.Channel, c.Channel.Value),
            new(MessagingTags.Connection, c.Label)));
    }
}
