using Messaging.Inbound;
using Messaging.Messages;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Inbound messages, and the sent side of conversations.</summary>
internal sealed class EntityFrameworkInboundStore(StoreExecutor executor) : IInboundStore
{
    public Task<bool> AddAsync(InboundMessage message, CancellationToken cancellationToken) =>
        executor.TransactAsync("store an inbound message", async session =>
        {
            if (session.Dialect.OnConflict.Length == 0
                && await session.Rows<InboundMessage>().AnyAsync(i => i.Provider == message.Provider && i.EventKey == message.EventKey, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            using var insert = RowStatement<InboundMessage>.Insert(session, "h", InboundColumns.Messages, session.Dialect.OnConflict);
            return await insert.RunAsync(message, cancellationToken).ConfigureAwait(false) > 0;
        }, cancellationToken);

    public Task<IReadOnlyList<InboundMessage>> ListAsync(InboundFilter filter, (DateTimeOffset ReceivedAt, Guid Id)? after, int limit, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<InboundMessage>>(
            "list inbound messages",
            async session => await filter.Apply(session.Rows<InboundMessage>(), after).Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false),
            cancellationToken);

    public Task<bool> UpdateAsync(InboundMessage seen, InboundMessage next, CancellationToken cancellationToken) =>
        executor.TransactAsync(
            "update an inbound message",
            async session => await session.Rows<InboundMessage>()
                .Where(i => i.Id == seen.Id && i.State == seen.State && i.Attempts == seen.Attempts && i.DueAt == seen.DueAt)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(i => i.State, next.State)
                        .SetProperty(i => i.Attempts, next.Attempts)
                        .SetProperty(i => i.DueAt, next.DueAt)
                        .SetProperty(i => i.HandledAt, next.HandledAt)
                        .SetProperty(i => i.LastError, next.LastError),
                    cancellationToken)
                .ConfigureAwait(false) > 0,
            cancellationToken);

    public Task<Message?> FindLatestAsync(string? tenant, IReadOnlyList<MessageChannel> channels, string address, CancellationToken cancellationToken) =>
        executor.ReadAsync("find the last message to an address", async session =>
        {
            // Along the index of addresses, which ends with the ids and so with the time: one probe as a rule.
            var wanted = channels.ToList();
            return await session.Rows<MessageContent>()
                .Where(c => c.Address == address && c.Address.Length <= IInboundStore.MaxAddressLength)
                .OrderByDescending(c => c.Id)
                .Join(session.Rows<Message>(), c => c.Id, m => m.Id, (c, m) => m)
                .Where(m => (tenant == null || m.TenantId == tenant) && wanted.Contains(m.Channel))
                .OrderByDescending(m => m.Id)
                .FirstOrDefaultAsync(cancellationToken)
                .ConfigureAwait(false);
        }, cancellationToken);

    public Task<IReadOnlyList<string>> FindTenantsAsync(IReadOnlyList<MessageChannel> channels, string address, int limit, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<string>>("find who wrote to an address", async session =>
        {
            var wanted = channels.ToList();
            return await session.Rows<MessageContent>()
                .Where(c => c.Address == address && c.Address.Length <= IInboundStore.MaxAddressLength)
                .Join(session.Rows<Message>(), c => c.Id, m => m.Id, (c, m) => m)
                .Where(m => wanted.Contains(m.Channel))
                .Select(m => m.TenantId)
                .Distinct()
                .Take(limit)
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false);
        }, cancellationToken);

    public Task<int> DeleteAsync(string tenant, Guid contactId, CancellationToken cancellationToken) =>
        executor.TransactAsync(
            "delete inbound messages",
            session => session.Rows<InboundMessage>().Where(i => i.TenantId == tenant && i.ContactId == contactId).ExecuteDeleteAsync(cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<SentMessage>> ListSentAsync(SentFilter filter, (DateTimeOffset CreatedAt, Guid Id)? after, int limit, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<SentMessage>>("list sent messages", async session =>
        {
            var found = await Page(Sent(session, filter), after).Take(limit).Join(session.Rows<Delivery>(), m => m.Id, d => d.Id, (m, d) => new { Message = m, Delivery = d }).ToListAsync(cancellationToken).ConfigureAwait(false);
            var ids = found.Select(f => f.Message.Id).ToList();
            var contents = await session.Rows<MessageContent>().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken).ConfigureAwait(false);
            return
            [
                .. found.OrderByDescending(f => f.Message.CreatedAt).ThenByDescending(f => f.Message.Id)
                    .Select(f => new SentMessage(f.Message, f.Delivery, contents.GetValueOrDefault(f.Message.Id))),
            ];
        }, cancellationToken);

    private static IQueryable<Message> Sent(DbSession session, SentFilter filter)
    {
        var (tenant, address, channels) = (filter.Tenant, filter.Address, filter.Channels.ToList());
        var messages = session.Rows<Message>().Where(m => m.TenantId == tenant);
        if (filter.RecipientId is { } recipient)
        {
            messages = messages.Where(m => m.RecipientId == recipient && m.RecipientId != "");
            messages = filter.RecipientType is { } type ? messages.Where(m => m.RecipientType == type) : messages;
        }
        else
        {
            messages = session.Rows<MessageContent>()
                .Where(c => c.Address == address && c.Address.Length <= IInboundStore.MaxAddressLength)
                .Join(messages, c => c.Id, m => m.Id, (c, m) => m);
        }

        return channels.Count == 0 ? messages : messages.Where(m => channels.Contains(m.Channel));
    }

    private static IQueryable<Message> Page(IQueryable<Message> messages, (DateTimeOffset CreatedAt, Guid Id)? after)
    {
        if (after is var (at, id))
        {
            messages = messages.Where(m => m.CreatedAt < at || (m.CreatedAt == at && m.Id.CompareTo(id) < 0));
        }

        return messages.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id);
    }
}
