using Messaging.Channels;
using Messaging.Messages;

namespace Messaging.Reliability.Tests.Support;

/// <summary>What comparing three histories shows: what callers were told, what the provider wrote down, and what is in the tables.</summary>
/// <param name="Messages">How many messages were stored.</param>
/// <param name="Lost">Messages that the provider never took, accepted ones among them, and that do not say why; and those that a caller was told of and that are not there.</param>
/// <param name="Duplicate">Messages that the provider took more than once.</param>
/// <param name="Unflagged">Those of them that are not marked as possible duplicates.</param>
/// <param name="Phantom">Messages that the provider took although nobody stored them.</param>
/// <param name="Regressed">Messages seen going back from what they had been, or that are less than their own history proves.</param>
/// <param name="Unknown">Messages whose outcome is unknown.</param>
public sealed record Verdict(int Messages, int Lost, int Duplicate, int Unflagged, int Phantom, int Regressed, int Unknown)
{
    /// <summary>Each message sent once, nothing else to tell.</summary>
    public static Verdict Clean(int messages) => new(messages, 0, 0, 0, 0, 0, 0);

    public static Verdict Of(Histories histories)
    {
        ArgumentNullException.ThrowIfNull(histories);
        var deliveries = histories.Deliveries.ToDictionary(d => d.Id);
        var taken = histories.Ledger.CountBy(e => e.MessageId).ToDictionary();
        var duplicates = taken.Where(t => t.Value > 1 && deliveries.ContainsKey(t.Key)).Select(t => deliveries[t.Key]).ToList();
        return new Verdict(
            deliveries.Count,
            deliveries.Values.Count(d => !taken.ContainsKey(d.Id) && !SaysWhy(d)) + histories.Told.Count(id => !deliveries.ContainsKey(id)),
            duplicates.Count,
            duplicates.Count(d => !d.PossibleDuplicate),
            taken.Keys.Count(id => !deliveries.ContainsKey(id)),
            histories.Regressed.Union(Contradicted(histories, deliveries)).Count(),
            deliveries.Values.Count(d => d.WorkState == WorkState.Parked || d.Outcome == DeliveryOutcome.Unknown));
    }

    public override string ToString() =>
        $"messages {Messages}, lost {Lost}, duplicate {Duplicate}, unflagged {Unflagged}, phantom {Phantom}, regressed {Regressed}, unknown {Unknown}; seed {Tier.Seed}";

    // An acceptance stays one, and so does what was reported beyond it.
    private static IEnumerable<Guid> Contradicted(Histories histories, Dictionary<Guid, Delivery> deliveries)
    {
        var proved = histories.Attempts.Where(a => a.Outcome == SendOutcomeKind.Accepted).Select(a => (Id: a.DeliveryId, a.Generation, Rank: StatusRank.Accepted))
            .Concat(histories.Events.Where(e => e is { DeliveryId: not null, Kind: MessageEventKind.Accepted or MessageEventKind.Sent or MessageEventKind.Delivered or MessageEventKind.Read })
                .Select(e => (Id: e.DeliveryId!.Value, Generation: e.Generation ?? 0, Rank: StatusRank.Of(MessageChannel.Email, e.Kind))));
        return proved.Where(p => deliveries.TryGetValue(p.Id, out var d) && d.Generation == p.Generation && d.StatusRank < p.Rank).Select(p => p.Id);
    }

    private static bool SaysWhy(Delivery delivery) => delivery is { WorkState: WorkState.Done, Outcome: not DeliveryOutcome.Accepted };
}
