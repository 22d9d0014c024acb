using Messaging.Messages;

namespace Messaging.Storage.InMemory;

/// <summary>The counts of the in-memory store, which are sums from the start.</summary>
internal sealed class InMemoryCountStore(InMemoryDatabase database) : ICountStore
{
    public Task<IReadOnlyList<MessageCount>> CountAsync(MessageCountQuery query, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult(MessageCount.Of(database.Counts.Sums
                .Where(s => string.Equals(s.Key.TenantId, query.Tenant, StringComparison.Ordinal) && (query.Channel is null || s.Key.Channel == query.Channel)
                    && s.Key.Day >= query.From.DayNumber && s.Key.Day <= query.To.DayNumber)
                .Select(s => (s.Key.Day, s.Key.Channel, s.Key.Outcome, s.Value))));
        }
    }

    public Task<IReadOnlyDictionary<MessagePriority, long>> ReadDepthsAsync(CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyDictionary<MessagePriority, long>>(database.Counts.Sums
                .Where(s => s.Key.Outcome == DeliveryOutcome.None)
                .GroupBy(s => LaneKey.PriorityOf(s.Key.LaneKey), s => s.Value)
                .ToDictionary(g => g.Key, g => g.Sum()));
        }
    }

    public Task<int> FoldAsync(int limit, CancellationToken cancellationToken) => Task.FromResult(0);
}
