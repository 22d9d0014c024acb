using System.Collections.Concurrent;
using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Dispatching;

/// <summary>What operators set for queues, as this process last saw it: which lanes are paused, and what each weighs. Thread-safe.</summary>
/// <remarks>A lane's key tells its priority; its tenant and channel are learned from the look-up of lanes, and never change.</remarks>
internal sealed class QueueRules(StoreClock clock)
{
    private const int MaxLanes = 10_000;

    private readonly ConcurrentDictionary<long, (string Tenant, MessageChannel Channel)> _lanes = new();
    private volatile IReadOnlyList<QueueSetting> _settings = [];

    /// <summary>The settings.</summary>
    public IReadOnlyList<QueueSetting> Settings => _settings;

    /// <summary>The pause that a dispatcher began on what looked like a restored backup, while it holds.</summary>
    public QueueSetting? RestoredBackup
    {
        get
        {
            return PausesAt(clock.GetUtcNow()).FirstOrDefault(s => string.Equals(s.PauseReason, QueueSetting.RestoredBackup, StringComparison.Ordinal));
        }
    }

    /// <summary>When the first pause ends by itself, or null when none does.</summary>
    public DateTimeOffset? NextEnd
    {
        get
        {
            return PausesAt(clock.GetUtcNow()).Min(s => s.PausedUntil);
        }
    }

    /// <summary>The pauses that hold at a moment.</summary>
    public IReadOnlyList<QueueSetting> PausesAt(DateTimeOffset now) => [.. _settings.Where(s => s.IsPausedAt(now))];

    /// <summary>Replaces what is known by what a look-up found.</summary>
    public void Replace(IReadOnlyList<QueueSetting> settings) => _settings = settings;

    /// <summary>Notes whose the lanes are that a look-up found, and drops those that are paused.</summary>
    public IReadOnlyList<Lane> Open(IReadOnlyList<Lane> lanes)
    {
        if (_lanes.Count > MaxLanes)
        {
            _lanes.Clear();
        }

        foreach (var lane in lanes)
        {
            _lanes[lane.Key] = (lane.Tenant, lane.Channel);
        }

        return _settings.Count == 0 ? lanes : [.. lanes.Where(l => !IsPaused(l.Key))];
    }

    /// <summary>Drops those of some lanes that are paused, or that nobody knows while something is.</summary>
    public IReadOnlyDictionary<long, DateTimeOffset> Open(IReadOnlyDictionary<long, DateTimeOffset> lanes) =>
        _settings.Count == 0 ? lanes : lanes.Where(l => !IsPaused(l.Key)).ToDictionary();

    /// <summary>Whether it cannot be told without a look-up whether these lanes are paused.</summary>
    public bool MustLookUp(IReadOnlyDictionary<long, DateTimeOffset> lanes) => lanes.Count > 0 && _settings.Any(s => s.PausedAt is not null) && lanes.Keys.Any(l => !_lanes.ContainsKey(l));

    /// <summary>Whether a delivery must not be sent now.</summary>
    public bool IsPaused(Delivery delivery) => _settings.Count > 0 && QueueSetting.PauseOf(_settings, delivery, clock.GetUtcNow()) is not null;

    /// <summary>What a lane weighs: 1, or what the narrowest scope says that has it.</summary>
    public int WeightOf(long lane)
    {
        var settings = _settings;
        if (settings.Count == 0 || !_lanes.TryGetValue(lane, out var of))
        {
            return 1;
        }

        return settings.Where(s => s.Weight is not null && s.ToScope().Includes(of.Tenant, of.Channel, LaneKey.PriorityOf(lane))).MaxBy(s => s.ToScope().Narrowness)?.Weight ?? 1;
    }

    /// <summary>Whether a lane is paused, or not known while something is.</summary>
    public bool IsPaused(long lane)
    {
        var (now, settings) = (clock.GetUtcNow(), _settings);
        return _lanes.TryGetValue(lane, out var of)
            ? settings.Any(s => s.IsPausedAt(now) && s.ToScope().Includes(of.Tenant, of.Channel, LaneKey.PriorityOf(lane)))
            : settings.Any(s => s.IsPausedAt(now));
    }
}
