using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>What became of the messages of a channel that were stored on a day. A message stays on its day: when it ends, is replayed or turns out to have arrived, the day's numbers change.</summary>
public sealed record MessageCount
{
    /// <summary>The day, in UTC, on which the messages were stored.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The channel.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>How many were stored; also those that retention has deleted since.</summary>
    public long Stored => Open + Accepted + Rejected + Exhausted + Poison + Unknown + Suppressed + Cancelled + Expired;

    /// <summary>How many have not ended: scheduled, queued, being sent, or waiting for proof.</summary>
    public long Open { get; init; }

    /// <summary>How many a provider took.</summary>
    public long Accepted { get; init; }

    /// <summary>How many were refused for good, or could not be rendered.</summary>
    public long Rejected { get; init; }

    /// <summary>How many failed at every allowed attempt.</summary>
    public long Exhausted { get; init; }

    /// <summary>How many were given up because processes died while they held them.</summary>
    public long Poison { get; init; }

    /// <summary>How many may or may not have arrived.</summary>
    public long Unknown { get; init; }

    /// <summary>How many policy or a missing address kept from being sent.</summary>
    public long Suppressed { get; init; }

    /// <summary>How many were cancelled.</summary>
    public long Cancelled { get; init; }

    /// <summary>How many were too late to be sent.</summary>
    public long Expired { get; init; }

    /// <summary>The days and channels of sums, in their order.</summary>
    internal static IReadOnlyList<MessageCount> Of(IEnumerable<(int Day, MessageChannel Channel, DeliveryOutcome Outcome, long Count)> sums) =>
    [
        .. sums.GroupBy(s => (s.Day, s.Channel))
            .OrderBy(g => g.Key.Day)
            .ThenBy(g => g.Key.Channel.Value, StringComparer.Ordinal)
            .Select(g => Of(g.Key.Day, g.Key.Channel, g.ToLookup(s => s.Outcome, s => s.Count)))
            .Where(c => c.Stored != 0),
    ];

    private static MessageCount Of(int day, MessageChannel channel, ILookup<DeliveryOutcome, long> counts) => new()
    {
        Day = DateOnly.FromDayNumber(day),
        Channel = channel,
        Open = counts[DeliveryOutcome.None].Sum(),
        Accepted = counts[DeliveryOutcome.Accepted].Sum(),
        Rejected = counts[DeliveryOutcome.Rejected].Sum(),
        Exhausted = counts[DeliveryOutcome.Exhausted].Sum(),
        Poison = counts[DeliveryOutcome.Poison].Sum(),
        Unknown = counts[DeliveryOutcome.Unknown].Sum(),
        Suppressed = counts[DeliveryOutcome.Suppressed].Sum(),
        Cancelled = counts[DeliveryOutcome.Cancelled].Sum(),
        Expired = counts[DeliveryOutcome.Expired].Sum(),
    };
}
