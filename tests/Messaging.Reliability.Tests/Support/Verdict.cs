using Messaging.Messages;
using Messaging.Reliability.Host.Ledgers;

namespace Messaging.Reliability.Tests.Support;

/// <summary>What comparing the stored messages with the provider's own ledger shows.</summary>
/// <param name="Messages">How many messages were stored.</param>
/// <param name="Lost">Messages that the provider never took, and that do not say why.</param>
/// <param name="Duplicate">Messages that the provider took more than once.</param>
/// <param name="Unflagged">Those of them that are not marked as possible duplicates.</param>
/// <param name="Phantom">Messages that the provider took although nobody stored them.</param>
/// <param name="Unknown">Messages whose outcome is unknown.</param>
public sealed record Verdict(int Messages, int Lost, int Duplicate, int Unflagged, int Phantom, int Unknown)
{
    public static async Task<Verdict> OfAsync(ScratchDatabase database, string ledgerFolder)
    {
        ArgumentNullException.ThrowIfNull(database);
        var deliveries = (await database.RowsAsync<Delivery>()).ToDictionary(d => d.Id);
        var taken = Ledger.Read(ledgerFolder).Where(e => !e.IsRepeat).CountBy(e => e.MessageId).ToDictionary();
        var duplicates = taken.Where(t => t.Value > 1 && deliveries.ContainsKey(t.Key)).Select(t => deliveries[t.Key]).ToList();
        return new Verdict(
            deliveries.Count,
            deliveries.Values.Count(d => !taken.ContainsKey(d.Id) && !SaysWhy(d)),
            duplicates.Count,
            duplicates.Count(d => !d.PossibleDuplicate),
            taken.Keys.Count(id => !deliveries.ContainsKey(id)),
            deliveries.Values.Count(d => d.WorkState == WorkState.Parked || d.Outcome == DeliveryOutcome.Unknown));
    }

    public override string ToString() => $"messages {Messages}, lost {Lost}, duplicate {Duplicate}, unflagged {Unflagged}, phantom {Phantom}, unknown {Unknown}";

    private static bool SaysWhy(Delivery delivery) => delivery is { WorkState: WorkState.Done, Outcome: not DeliveryOutcome.Accepted };
}
