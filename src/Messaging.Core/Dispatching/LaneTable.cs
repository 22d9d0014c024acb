using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Dispatching;

/// <summary>The lanes that may have due deliveries, and whose turn it is. Not thread-safe: only the dispatcher's loop uses it.</summary>
/// <remarks>Urgent lanes come first, then high, normal, low; lanes of one priority take turns, so that a large tenant does not hold up a small one.</remarks>
internal sealed class LaneTable
{
    private readonly Dictionary<long, DateTimeOffset> _dueAt = [];
    private readonly Dictionary<long, long> _servedIn = [];
    private long _round;

    /// <summary>The earliest due time of any lane, or null when there is no lane.</summary>
    public DateTimeOffset? NextDue => _dueAt.Count == 0 ? null : _dueAt.Values.Min();

    /// <summary>The lanes of which something is due.</summary>
    public IEnumerable<long> DueAt(DateTimeOffset now) => _dueAt.Where(l => l.Value <= now).Select(l => l.Key);

    /// <summary>Replaces what is known by what a look-up found.</summary>
    public void Replace(IReadOnlyList<Lane> lanes)
    {
        _dueAt.Clear();
        foreach (var lane in lanes)
        {
            _dueAt[lane.Key] = lane.DueAt;
        }

        foreach (var gone in _servedIn.Keys.Where(k => !_dueAt.ContainsKey(k)).ToList())
        {
            _servedIn.Remove(gone);
        }
    }

    /// <summary>Adds lanes of which something is due now.</summary>
    public void Add(IReadOnlyList<long> lanes, DateTimeOffset now)
    {
        foreach (var lane in lanes)
        {
            _dueAt[lane] = now;
        }
    }

    /// <summary>Shares out room for claims among the lanes that are due.</summary>
    /// <param name="room">How many messages there is room for.</param>
    /// <param name="now">The time.</param>
    /// <param name="mostOf">How many messages of a lane are worth claiming now; null for any number.</param>
    public IReadOnlyList<LaneQuota> Next(int room, DateTimeOffset now, Func<long, int>? mostOf = null)
    {
        _round++;
        var most = _dueAt.Where(l => l.Value <= now).ToDictionary(l => l.Key, l => mostOf?.Invoke(l.Key) ?? int.MaxValue);
        var due = most.Where(l => l.Value > 0).Select(l => l.Key)
            .OrderByDescending(LaneKey.PriorityOf)
            .ThenBy(l => _servedIn.GetValueOrDefault(l))
            .ThenBy(l => l)
            .ToList();
        var quotas = new List<LaneQuota>(due.Count);
        for (var i = 0; i < due.Count && room > 0; i++)
        {
            // Each lane may take an even share of what is left; what one does not use is offered again in the next claim.
            var share = Math.Min(Math.Max(1, (int)Math.Ceiling(room / (double)(due.Count - i))), most[due[i]]);
            quotas.Add(new LaneQuota(due[i], Math.Min(share, room)));
            _servedIn[due[i]] = _round;
            room -= share;
        }

        return quotas;
    }

    /// <summary>Notes what a claim found: a lane that gave less than it was asked for is empty until news or the next look-up.</summary>
    public void Report(IReadOnlyList<LaneQuota> quotas, IReadOnlyDictionary<long, int> claimed)
    {
        foreach (var quota in quotas)
        {
            if (claimed.GetValueOrDefault(quota.Key) < quota.Count)
            {
                _dueAt.Remove(quota.Key);
            }
        }
    }
}
