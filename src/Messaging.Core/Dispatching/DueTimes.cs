using System.Diagnostics.Metrics;

namespace Messaging.Dispatching;

/// <summary>The earliest due time of each priority, as the dispatcher's loop knew it last. Written by the loop, read by anybody.</summary>
internal sealed class DueTimes
{
    private const long Nothing = long.MaxValue;

    private static readonly MessagePriority[] Priorities = Enum.GetValues<MessagePriority>();

    private readonly long[] _earliest = [Nothing, Nothing, Nothing, Nothing];
    private readonly int[] _lanes = new int[4];

    /// <summary>Takes what is known now.</summary>
    public void Take(LaneTable lanes, DateTimeOffset now)
    {
        Span<long> earliest = [Nothing, Nothing, Nothing, Nothing];
        Span<int> due = [0, 0, 0, 0];
        lanes.Survey(now, earliest, due);
        for (var i = 0; i < earliest.Length; i++)
        {
            Volatile.Write(ref _earliest[i], earliest[i]);
            Volatile.Write(ref _lanes[i], due[i]);
        }
    }

    /// <summary>How long the oldest message that is due has been waiting, or zero.</summary>
    public TimeSpan OldestAge(DateTimeOffset now) => Priorities.Max(p => AgeOf(p, now));

    /// <summary>The same by priority, in seconds.</summary>
    public IEnumerable<Measurement<double>> Ages(DateTimeOffset now) =>
        Priorities.Select(p => new Measurement<double>(AgeOf(p, now).TotalSeconds, new KeyValuePair<string, object?>(MessagingTags.Priority, MessagingTags.Of(p))));

    /// <summary>How many lanes of each priority have something due.</summary>
    public IEnumerable<Measurement<int>> Lanes() =>
        Priorities.Select(p => new Measurement<int>(Volatile.Read(ref _lanes[(int)p]), new KeyValuePair<string, object?>(MessagingTags.Priority, MessagingTags.Of(p))));

    private TimeSpan AgeOf(MessagePriority priority, DateTimeOffset now) =>
        Volatile.Read(ref _earliest[(int)priority]) is var ticks && ticks < now.UtcTicks ? TimeSpan.FromTicks(now.UtcTicks - ticks) : TimeSpan.Zero;
}
