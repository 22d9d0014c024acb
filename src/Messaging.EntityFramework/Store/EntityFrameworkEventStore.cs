using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>The tracking side of the store.</summary>
internal sealed class EntityFrameworkEventStore(StoreExecutor executor) : IEventStore
{
    public Task<int> ApplyAsync(IReadOnlyList<MessageEvent> reports, DateTimeOffset now, CancellationToken cancellationToken) =>
        executor.TransactAsync("apply reports", session => ReportWriter.ApplyAsync(session, reports, now, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<ReportedMessage>> FindAsync(IReadOnlyList<MessageEvent> reports, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<ReportedMessage>>("find reported messages", async session =>
        {
            var stored = await ReportWriter.FindStoredAsync(session, reports, cancellationToken).ConfigureAwait(false);
            var (matched, _) = await ReportMatcher.MatchAsync(session, reports, cancellationToken).ConfigureAwait(false);
            var ids = matched.Where(r => r.DeliveryId is not null).Select(r => r.DeliveryId!.Value).Distinct().ToList();
            var found = new Dictionary<Guid, (Message Message, string Address)>();
            if (ids.Count > 0)
            {
                var contents = session.Rows<MessageContent>();
                var rows = await session.Rows<Message>()
                    .Where(m => ids.Contains(m.Id))
                    .Select(m => new { Message = m, Address = contents.Where(c => c.Id == m.Id).Select(c => c.Address).FirstOrDefault() })
                    .ToListAsync(cancellationToken)
                    .ConfigureAwait(false);
                found = rows.ToDictionary(r => r.Message.Id, r => (r.Message, r.Address ?? ""));
            }

            return
            [
                .. matched.Select(r => r.DeliveryId is { } id && found.TryGetValue(id, out var message)
                    ? new ReportedMessage(stored.Contains((r.Provider, r.EventKey)), message.Message, message.Address)
                    : new ReportedMessage(stored.Contains((r.Provider, r.EventKey)), null, "")),
            ];
        }, cancellationToken);
}
