using System.Globalization;
using Messaging.Messages;
using Messaging.Reliability.Host.Ledgers;

namespace Messaging.Reliability.Tests.Support;

/// <summary>Everything that is left of one message: its delivery, what was appended beside it, and what the provider wrote down.</summary>
public sealed record EndState
{
    public WorkState WorkState { get; init; } = WorkState.Done;

    public DeliveryOutcome Outcome { get; init; } = DeliveryOutcome.Accepted;

    public short Rank { get; init; } = StatusRank.Accepted;

    /// <summary>Whether the call of a leased message is announced.</summary>
    public bool IsStarted { get; init; }

    public bool IsAmbiguous { get; init; }

    public bool IsPossibleDuplicate { get; init; }

    public bool IsConfirmedDuplicate { get; init; }

    public int Attempt { get; init; } = 1;

    public int Retries { get; init; }

    public int Rescues { get; init; }

    /// <summary>How often the provider was called.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>How many of the calls had an effect.</summary>
    public int Effects { get; init; } = 1;

    /// <summary>The recorded attempts, as <c>1 Accepted</c>.</summary>
    public string Attempts { get; init; } = "1 Accepted";

    /// <summary>The codes of the recorded decisions.</summary>
    public string Decisions { get; init; } = "";

    /// <summary>The recorded reports, as <c>ledger Delivered</c>.</summary>
    public string Events { get; init; } = "";

    /// <summary>Stored and waiting.</summary>
    public static EndState Queued { get; } = new() { WorkState = WorkState.Queued, Outcome = DeliveryOutcome.None, Rank = 0, Attempt = 0, Calls = 0, Effects = 0, Attempts = "" };

    /// <summary>Claimed by a dispatcher, nothing announced.</summary>
    public static EndState Claimed { get; } = Queued with { WorkState = WorkState.Leased };

    /// <summary>The first call announced, and not made.</summary>
    public static EndState Started { get; } = Claimed with { Attempt = 1, IsStarted = true };

    /// <summary>The first call made, and its result not written.</summary>
    public static EndState Called { get; } = Started with { Calls = 1, Effects = 1 };

    /// <summary>Sent at the first attempt without any incident.</summary>
    public static EndState Sent { get; } = new();

    public static async Task<EndState> ReadAsync(ScratchDatabase database, string ledgerFolder, Guid id)
    {
        ArgumentNullException.ThrowIfNull(database);
        var delivery = (await database.RowsAsync<Delivery>()).Single(d => d.Id == id);
        var attempts = (await database.RowsAsync<MessageAttempt>()).Where(a => a.DeliveryId == id).OrderBy(a => a.Attempt);
        var decisions = (await database.RowsAsync<DeliveryDecision>()).Where(d => d.DeliveryId == id).OrderBy(d => d.LeaseToken);
        var events = (await database.RowsAsync<MessageEvent>()).Where(e => e.DeliveryId == id).OrderBy(e => e.Provider, StringComparer.Ordinal);
        var calls = Ledger.Read(ledgerFolder).Where(e => e.MessageId == id).ToList();
        return new EndState
        {
            WorkState = delivery.WorkState,
            Outcome = delivery.Outcome,
            Rank = delivery.StatusRank,
            IsStarted = delivery is { WorkState: WorkState.Leased, StartedAt: not null },
            IsAmbiguous = delivery.Ambiguous,
            IsPossibleDuplicate = delivery.PossibleDuplicate,
            IsConfirmedDuplicate = delivery.DuplicateConfirmed,
            Attempt = delivery.Attempt,
            Retries = delivery.RetryCount,
            Rescues = delivery.RescueCount,
            Calls = calls.Count,
            Effects = calls.Count(c => !c.IsRepeat),
            Attempts = string.Join(", ", attempts.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Attempt} {a.Outcome}"))),
            Decisions = string.Join(", ", decisions.Select(d => d.Code.Value)),
            Events = string.Join(", ", events.Select(e => $"{e.Provider} {e.Kind}")),
        };
    }
}
