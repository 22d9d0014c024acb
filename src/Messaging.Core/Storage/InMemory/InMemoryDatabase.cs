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

    /// <summary>How many messages are open and ended in which way, kept by <see cref="Put"/>.</summary>
    public CountTally Counts { get; } = new();

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

    public Dictionary<string, LimitRow> Limits { get; } = [];

    public Dictionary<string, QueueSetting> QueueSettings { get; } = [];

    public Dictionary<Guid, OptOutReview> Reviews { get; } = [];

    public Dictionary<Guid, Device> Devices { get; } = [];

    /// <summary>Stores a delivery, or replaces it. The only way to do so: it is counted.</summary>
    public void Put(Delivery delivery)
    {
        if (Deliveries.TryGetValue(delivery.Id, out var seen))
        {
            Counts.Move(seen, delivery);
        }
        else
        {
            Counts.Store(delivery);
        }

        Deliveries[delivery.Id] = delivery;
    }

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

    /// <summary>The report with the message it is about, if that is known and of the report's tenant.</summary>
    public MessageEvent Match(MessageEvent report)
    {
        if (report.DeliveryId is { } named && IsTheirs(named, report))
        {
            return report;
        }

        var attempts = report.ProviderMessageId is { } providerId
            ? Attempts.Values.Where(a => string.Equals(a.ProviderMessageId, providerId, StringComparison.Ordinal) && IsTheirs(a.DeliveryId, report)).ToList()
            : [];
        var isOne = attempts.DistinctBy(a => a.DeliveryId).Count() == 1;
        var attempt = isOne ? attempts.MaxBy(a => (a.Generation, a.Attempt)) : null;
        return report with { DeliveryId = attempt?.DeliveryId, Generation = attempt?.Generation, Attempt = attempt?.Attempt };
    }

    /// <summary>Applies a stored report to the message it is about; keeps it waiting when there is none.</summary>
    public bool TryApply(MessageEvent report, DateTimeOffset now)
    {
        var matched = Match(report);
        Events[(report.Provider, report.EventKey)] = matched;
        if (matched.DeliveryId is not { } id)
        {
            return false;
        }

        Put(DeliveryTransition.Apply(Deliveries[id], matched, now));
        return true;
    }

    private bool IsTheirs(Guid id, MessageEvent report) =>
        Deliveries.TryGetValue(id, out var delivery) && (report.TenantId is not { } tenant || string.Equals(tenant, delivery.TenantId, StringComparison.Ordinal));
}
