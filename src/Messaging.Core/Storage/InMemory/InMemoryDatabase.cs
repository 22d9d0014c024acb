using Messaging.Messages;
using Messaging.Preferences;

namespace Messaging.Storage.InMemory;

/// <summary>The tables of the in-memory store and the lock that makes every call of it a transaction.</summary>
internal sealed class InMemoryDatabase
{
    public Lock Gate { get; } = new();

    public Dictionary<(string Tenant, string Key), RequestKey> RequestKeys { get; } = [];

    public Dictionary<Guid, Message> Messages { get; } = [];

    public Dictionary<Guid, MessageContent> Contents { get; } = [];

    public Dictionary<Guid, Delivery> Deliveries { get; } = [];

    public Dictionary<(Guid Id, short Generation, short Attempt), MessageAttempt> Attempts { get; } = [];

    public Dictionary<(string Provider, string Key), MessageEvent> Events { get; } = [];

    public Dictionary<(Guid Id, long Token, string Code), DeliveryDecision> Decisions { get; } = [];

    public List<StoredAttachment> Attachments { get; } = [];

    public Dictionary<string, Blob> Blobs { get; } = [];

    public Dictionary<long, DispatcherRow> Dispatchers { get; } = [];

    public Installation? Installation { get; set; }

    public Dictionary<Guid, ContactRow> Contacts { get; } = [];

    public List<ContactEntry> ContactEntries { get; } = [];

    public Dictionary<(Guid ContactId, int Day), int> DailyCounts { get; } = [];

    public Dictionary<Guid, OptOutReview> Reviews { get; } = [];

    public void Append(DeliveryDecision? decision)
    {
        if (decision is not null)
        {
            Decisions.TryAdd((decision.DeliveryId, decision.LeaseToken, decision.Code.Value), decision);
        }
    }

    public void Append(MessageAttempt? attempt)
    {
        if (attempt is not null)
        {
            Attempts.TryAdd((attempt.DeliveryId, attempt.Generation, attempt.Attempt), attempt);
        }
    }

    /// <summary>Finds the attempt a report is about and applies the report; keeps it unmatched when there is none.</summary>
    public bool TryApply(MessageEvent report, DateTimeOffset now)
    {
        var matched = report;
        if (report.DeliveryId is null && report.ProviderMessageId is { } providerId)
        {
            var attempt = Attempts.Values.FirstOrDefault(a => string.Equals(a.ProviderMessageId, providerId, StringComparison.Ordinal));
            if (attempt is not null)
            {
                matched = report with { DeliveryId = attempt.DeliveryId, Generation = attempt.Generation, Attempt = attempt.Attempt };
            }
        }

        if (matched.DeliveryId is not { } id || !Deliveries.TryGetValue(id, out var delivery))
        {
            return false;
        }

        Events[(report.Provider, report.EventKey)] = matched;
        Deliveries[id] = DeliveryTransition.Apply(delivery, matched, now);
        return true;
    }
}
