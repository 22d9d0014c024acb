using Messaging.Messages;
using Messaging.Reliability.Host.Ledgers;

namespace Messaging.Reliability.Tests.Support;

/// <summary>What three sides say about the same messages. None of them reads what another wrote.</summary>
public sealed record Histories
{
    /// <summary>The messages that a caller was told are stored.</summary>
    public IReadOnlyCollection<Guid> Told { get; init; } = [];

    /// <summary>What the provider let have an effect.</summary>
    public IReadOnlyCollection<LedgerEntry> Ledger { get; init; } = [];

    public IReadOnlyCollection<Delivery> Deliveries { get; init; } = [];

    public IReadOnlyCollection<MessageAttempt> Attempts { get; init; } = [];

    public IReadOnlyCollection<MessageEvent> Events { get; init; } = [];

    /// <summary>The messages that were seen going back while the test ran.</summary>
    public IReadOnlyCollection<Guid> Regressed { get; init; } = [];

    /// <param name="database">The final tables.</param>
    /// <param name="ledger">The provider's own ledger.</param>
    /// <param name="told">What callers were told.</param>
    /// <param name="regressed">What was seen going back.</param>
    /// <param name="underKeys">Whether the provider honours idempotency keys, whichever process calls it: a key has one effect.</param>
    public static async Task<Histories> ReadAsync(ScratchDatabase database, IEnumerable<LedgerEntry> ledger, IReadOnlyCollection<Guid> told, IReadOnlyCollection<Guid> regressed, bool underKeys)
    {
        ArgumentNullException.ThrowIfNull(database);
        var effects = ledger.Where(e => !e.IsRepeat);
        return new Histories
        {
            Told = told,
            Ledger = [.. underKeys ? effects.DistinctBy(e => e.Key) : effects],
            Deliveries = await database.RowsAsync<Delivery>(),
            Attempts = await database.RowsAsync<MessageAttempt>(),
            Events = await database.RowsAsync<MessageEvent>(),
            Regressed = regressed,
        };
    }
}
