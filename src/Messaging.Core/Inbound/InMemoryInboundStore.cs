using Messaging.Messages;
using Messaging.Storage.InMemory;

namespace Messaging.Inbound;

/// <summary>Inbound messages in memory.</summary>
internal sealed class InMemoryInboundStore(InMemoryDatabase database) : IInboundStore
{
    private readonly Dictionary<(string Provider, string EventKey), InboundMessage> _rows = [];

    public Task<bool> AddAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult(_rows.TryAdd((message.Provider, message.EventKey), message));
        }
    }

    public Task<IReadOnlyList<InboundMessage>> ListAsync(InboundFilter filter, (DateTimeOffset ReceivedAt, Guid Id)? after, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<InboundMessage>>([.. filter.Apply(_rows.Values.AsQueryable(), after).Take(limit)]);
        }
    }

    public Task<bool> UpdateAsync(InboundMessage seen, InboundMessage next, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var key = (seen.Provider, seen.EventKey);
            var isSame = _rows.TryGetValue(key, out var row) && row.State == seen.State && row.Attempts == seen.Attempts && row.DueAt == seen.DueAt;
            if (isSame)
            {
                _rows[key] = row! with { State = next.State, Attempts = next.Attempts, DueAt = next.DueAt, HandledAt = next.HandledAt, LastError = next.LastError };
            }

            return Task.FromResult(isSame);
        }
    }

    public Task<Message?> FindLatestAsync(string? tenant, IReadOnlyList<MessageChannel> channels, string address, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult(Sent(tenant, channels, address).MaxBy(m => m.Id));
        }
    }

    public Task<IReadOnlyList<string>> FindTenantsAsync(IReadOnlyList<MessageChannel> channels, string address, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<string>>([.. Sent(null, channels, address).Select(m => m.TenantId).Distinct(StringComparer.Ordinal).Take(limit)]);
        }
    }

    public Task<int> DeleteAsync(string tenant, Guid contactId, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var gone = _rows.Where(r => r.Value.TenantId == tenant && r.Value.ContactId == contactId).Select(r => r.Key).ToList();
            gone.ForEach(k => _rows.Remove(k));
            return Task.FromResult(gone.Count);
        }
    }

    public Task<IReadOnlyList<SentMessage>> ListSentAsync(SentFilter filter, (DateTimeOffset CreatedAt, Guid Id)? after, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var found = filter.RecipientId is { } recipient
                ? database.Messages.Values.Where(m => m.TenantId == filter.Tenant && m.RecipientId == recipient && (filter.RecipientType is null || m.RecipientType == filter.RecipientType)
                    && (filter.Channels.Count == 0 || filter.Channels.Contains(m.Channel)))
                : Sent(filter.Tenant, filter.Channels, filter.Address);
            return Task.FromResult<IReadOnlyList<SentMessage>>(
            [
                .. found.Where(m => after is not var (at, id) || m.CreatedAt < at || (m.CreatedAt == at && m.Id.CompareTo(id) < 0))
                    .OrderByDescending(m => m.CreatedAt)
                    .ThenByDescending(m => m.Id)
                    .Take(limit)
                    .Select(m => new SentMessage(m, database.Deliveries[m.Id], database.Contents.GetValueOrDefault(m.Id))),
            ]);
        }
    }

    private IEnumerable<Message> Sent(string? tenant, IReadOnlyList<MessageChannel> channels, string address) =>
        from content in database.Contents.Values
        where address.Length <= IInboundStore.MaxAddressLength && content.Address == address
        let message = database.Messages[content.Id]
        where (tenant is null || message.TenantId == tenant) && (channels.Count == 0 || channels.Contains(message.Channel))
        select message;
}
