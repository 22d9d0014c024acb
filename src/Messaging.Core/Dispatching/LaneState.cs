using Messaging.Messages;

namespace Messaging.Dispatching;

/// <summary>What is known of a lane, and its place in the round.</summary>
internal sealed class LaneState(long key)
{
    /// <summary>How much of a lane is taken at a time while others wait.</summary>
    public const int Quantum = 10;

    private const int MostExpected = 1 << 20;
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    /// <summary>The lane.</summary>
    public long Key => key;

    /// <summary>Its priority.</summary>
    public MessagePriority Priority { get; } = LaneKey.PriorityOf(key);

    /// <summary>When its earliest delivery is due, or null when none is known.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Before this time nothing is due any more, as far as is known; each look-up of the lanes tells.</summary>
    public DateTimeOffset Floor { get; private set; } = DateTimeOffset.UnixEpoch;

    /// <summary>How many deliveries are thought to be due: doubled while claims get all they ask for.</summary>
    public int Expected { get; private set; } = Quantum;

    /// <summary>What it may still take of its turn.</summary>
    public int Deficit { get; set; }

    /// <summary>The round in which it had its last turn.</summary>
    public long ServedIn { get; set; }

    /// <summary>For how many look-ups nothing was found in it.</summary>
    public int Absent { get; set; }

    /// <summary>Notes what a look-up found.</summary>
    /// <param name="dueAt">The earliest due time, or null when nothing is queued.</param>
    public void Found(DateTimeOffset? dueAt)
    {
        (DueAt, Absent) = (dueAt, dueAt is null ? Absent + 1 : 0);
        if (dueAt < Floor)
        {
            Floor = DateTimeOffset.UnixEpoch;
        }
    }

    /// <summary>Notes what a claim got.</summary>
    /// <param name="asked">How many were asked for.</param>
    /// <param name="got">How many it got.</param>
    /// <param name="latest">The latest due time among them.</param>
    public void Note(int asked, int got, DateTimeOffset latest)
    {
        // What was stored by a transaction that took long may be due earlier than what others stored meanwhile.
        Floor = got > 0 && latest - Overlap > Floor ? latest - Overlap : Floor;
        if (got >= asked)
        {
            Expected = Math.Min(Math.Max(Expected, asked) * 2, MostExpected);
            return;
        }

        (DueAt, Expected, Deficit) = (null, Math.Max(1, got), 0);
    }
}
