using Messaging.Storage;

namespace Messaging.Dispatching;

/// <summary>The lanes that may have due deliveries, and whose turn it is. Not thread-safe: only the dispatcher's loop uses it.</summary>
/// <remarks>
/// Urgent lanes come first, then high and normal ones, then low ones; what is due behind a flood of more urgent messages still gets a fifth (high, normal) and a twentieth (low) of the room. Lanes of
/// one class share by deficit round robin (Shreedhar and Varghese, 1995), so that a large tenant does not hold up a small one.
/// </remarks>
internal sealed class LaneTable
{
    private const int MostAbsent = 60;
    private const int LeastOfMuchRoom = 4;
    private static readonly double[] Guaranteed = [0, 0.2, 0.05];

    private readonly Dictionary<long, LaneState> _lanes = [];
    private readonly double[] _credit = new double[Guaranteed.Length];
    private long _round;

    /// <summary>When the next lane falls due, or null when none is known to. One that is due already may have to wait for something else, and must not hide it.</summary>
    public DateTimeOffset? NextDueAfter(DateTimeOffset now) => _lanes.Values.Where(l => l.DueAt > now).Min(l => l.DueAt);

    /// <summary>Whether there is more than one lane, now or within the last minute.</summary>
    public bool IsShared => _lanes.Count > 1;

    /// <summary>The lanes of which something is due.</summary>
    public IEnumerable<long> DueAt(DateTimeOffset now) => _lanes.Values.Where(l => l.DueAt <= now).Select(l => l.Key);

    /// <summary>Replaces what is known by what a look-up found.</summary>
    public void Replace(IReadOnlyList<Lane> lanes)
    {
        var found = lanes.ToDictionary(l => l.Key, l => l.DueAt);
        foreach (var lane in _lanes.Values)
        {
            lane.Found(found.Remove(lane.Key, out var dueAt) ? dueAt : null);
        }

        foreach (var (key, dueAt) in found)
        {
            Find(key).Found(dueAt);
        }

        foreach (var gone in _lanes.Values.Where(l => l.Absent > MostAbsent).ToList())
        {
            _lanes.Remove(gone.Key);
        }
    }

    /// <summary>Takes lanes out of the round until a look-up finds them again.</summary>
    public void Close(Predicate<long> isClosed)
    {
        foreach (var lane in _lanes.Values.Where(l => isClosed(l.Key)))
        {
            lane.DueAt = null;
        }
    }

    /// <summary>Adds lanes of which something falls due.</summary>
    /// <param name="lanes">When, by lane.</param>
    /// <param name="now">The time.</param>
    public void Add(IReadOnlyDictionary<long, DateTimeOffset> lanes, DateTimeOffset now)
    {
        foreach (var (key, at) in lanes)
        {
            // Not before now: the earliest lane is the one that an idle dispatcher waits for.
            var (lane, dueAt) = (Find(key), at > now ? at : now);
            lane.DueAt = lane.DueAt < dueAt ? lane.DueAt : dueAt;
        }
    }

    /// <summary>Finds the earliest due time of each priority, in ticks, and how many of its lanes are due.</summary>
    public void Survey(DateTimeOffset now, Span<long> earliest, Span<int> due)
    {
        foreach (var lane in _lanes.Values)
        {
            if (lane.DueAt is { } dueAt)
            {
                var priority = (int)lane.Priority;
                earliest[priority] = Math.Min(earliest[priority], dueAt.UtcTicks);
                due[priority] += dueAt <= now ? 1 : 0;
            }
        }
    }

    /// <summary>Shares out room for claims among the lanes that are due.</summary>
    /// <param name="room">How many messages there is room for.</param>
    /// <param name="now">The time.</param>
    /// <param name="mostOf">How many messages of a lane are worth claiming now; null for any number.</param>
    /// <param name="weightOf">How many turns a lane gets for one of others; null for one.</param>
    /// <param name="lowRoom">How much of the room low lanes may take, so that a flood of them never holds every slot.</param>
    public IReadOnlyList<LaneQuota> Next(int room, DateTimeOffset now, Func<long, int>? mostOf = null, Func<long, int>? weightOf = null, int lowRoom = int.MaxValue)
    {
        _round++;
        var shares = _lanes.Values.Where(l => l.DueAt <= now)
            .Select(l => new Share(l, mostOf?.Invoke(l.Key) ?? int.MaxValue, weightOf?.Invoke(l.Key) ?? 1)).Where(s => s.Most > 0)
            .OrderByDescending(s => s.Lane.Priority).ThenByDescending(s => s.Lane.Deficit > 0).ThenBy(s => s.Lane.ServedIn).ThenBy(s => s.Lane.Key)
            .ToList();
        var classes = Enumerable.Range(0, Guaranteed.Length).Select(c => shares.Where(s => ClassOf(s.Lane.Priority) == c).ToList()).ToList();
        var reserved = Reserve(classes, room);
        for (var c = 0; c < classes.Count; c++)
        {
            var limit = room - reserved.Skip(c + 1).Sum();
            var given = Fill(classes[c], ClassOf(MessagePriority.Low) == c ? Math.Min(limit, lowRoom) : limit);
            _credit[c] = Math.Max(0, _credit[c] - given);
            room -= given;
        }

        return [.. shares.Where(s => s.Given > 0).Select(s => new LaneQuota(s.Lane.Key, s.Given) { Floor = s.Lane.Floor })];
    }

    /// <summary>Notes what a claim found: a lane that gave less than it was asked for is empty until news or the next look-up.</summary>
    /// <param name="quotas">What was asked for.</param>
    /// <param name="claimed">How many each lane gave, and the latest due time among them.</param>
    public void Report(IReadOnlyList<LaneQuota> quotas, IReadOnlyDictionary<long, (int Count, DateTimeOffset Latest)> claimed)
    {
        foreach (var quota in quotas)
        {
            var (count, latest) = claimed.GetValueOrDefault(quota.Key);
            Find(quota.Key).Note(quota.Count, count, latest);
        }
    }

    private static int ClassOf(MessagePriority priority) => priority switch
    {
        MessagePriority.Urgent => 0,
        MessagePriority.Low => 2,
        _ => 1,
    };

    // Rounds of turns until the room is gone or nobody is thought to have more; then the rest to whoever may have.
    private int Fill(List<Share> shares, int room)
    {
        var left = Turns(shares, room, share => Math.Min(share.Most, share.Lane.Expected));
        left = Turns(shares, left, share => share.Most);
        return Math.Max(0, room) - Math.Max(0, left);
    }

    private int Turns(List<Share> shares, int room, Func<Share, int> mostOf)
    {
        // To find a lane costs the database more than to take another row of it: with much room and more lanes than that, fewer come at a time and each gets a few. With little room everybody gets one.
        var least = Math.Clamp(room / LaneState.Quantum, 1, LeastOfMuchRoom);
        var quantum = Math.Clamp(room / Math.Max(1, shares.Count), least, LaneState.Quantum);
        for (var progress = true; progress && room > 0;)
        {
            progress = false;
            foreach (var share in shares)
            {
                var wanted = mostOf(share) - share.Given;
                if (wanted <= 0 || room <= 0)
                {
                    continue;
                }

                var lane = share.Lane;
                lane.Deficit = lane.Deficit > 0 ? lane.Deficit : quantum * share.Weight;
                var taken = Math.Min(Math.Min(lane.Deficit, wanted), room);
                (lane.Deficit, lane.ServedIn) = (taken == wanted ? 0 : lane.Deficit - taken, _round);
                share.Given += taken;
                room -= taken;
                progress = true;
            }
        }

        return room;
    }

    // What a class could not take of its part in one small claim it takes in a later one.
    private int[] Reserve(List<List<Share>> classes, int room)
    {
        var reserved = new int[classes.Count];
        for (var c = 0; c < classes.Count; c++)
        {
            _credit[c] = classes[c].Count == 0 ? 0 : Math.Min(_credit[c] + (Guaranteed[c] * room), room);
            reserved[c] = (int)_credit[c];
        }

        return reserved;
    }

    private LaneState Find(long key)
    {
        if (!_lanes.TryGetValue(key, out var lane))
        {
            _lanes[key] = lane = new LaneState(key);
        }

        return lane;
    }

    private sealed class Share(LaneState lane, int most, int weight)
    {
        public LaneState Lane => lane;

        public int Most => most;

        public int Weight => weight;

        public int Given { get; set; }
    }
}
