using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.Reliability.Host.Stores;

/// <summary>Starts the way it must not be done: the count is read first and raised afterwards, and what is known of the recipient was looked at before.</summary>
internal sealed class UnguardedStore(IDeliveryStore inner, IContactStore contacts, IDbContextFactory<MessagingDbContext> contexts) : IDeliveryStore
{
    public Task<Heartbeat> HeartbeatAsync(long epoch, string node, TimeSpan timeToLive, bool isNew, CancellationToken cancellationToken) =>
        inner.HeartbeatAsync(epoch, node, timeToLive, isNew, cancellationToken);

    public Task<IReadOnlyList<Lane>> FindLanesAsync(CancellationToken cancellationToken) => inner.FindLanesAsync(cancellationToken);

    public Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(long epoch, IReadOnlyList<LaneQuota> quotas, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.ClaimAsync(epoch, quotas, now, cancellationToken);

    public Task<IReadOnlyList<ChainLink>> FindChainsAsync(IReadOnlyCollection<Guid> firstIds, CancellationToken cancellationToken) => inner.FindChainsAsync(firstIds, cancellationToken);

    public async Task<IReadOnlyDictionary<Guid, StartVerdict>> StartAsync(IReadOnlyList<DeliveryStart> starts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var days = starts.Where(s => s.CapContact is not null).Select(s => (s.CapContact!.Value, s.CapDay)).ToHashSet();
        var used = (await contacts.CountAsync(days, cancellationToken)).ToDictionary(c => (c.ContactId, c.Day), c => c.Used);
        var verdicts = new Dictionary<Guid, StartVerdict>();
        var free = new List<DeliveryStart>();
        foreach (var start in starts)
        {
            var key = (start.CapContact ?? default, start.CapDay);
            if (start.CapContact is not null && used.GetValueOrDefault(key) >= start.CapLimit)
            {
                verdicts[start.Id] = StartVerdict.Capped;
                continue;
            }

            used[key] = used.GetValueOrDefault(key) + 1;
            free.Add(start with { PersonId = null, AddressId = null, CapContact = null, CapLimit = 0 });
        }

        foreach (var (id, verdict) in free.Count == 0 ? new Dictionary<Guid, StartVerdict>() : await inner.StartAsync(free, now, cancellationToken))
        {
            verdicts[id] = verdict;
        }

        await WriteAsync(used.Where(u => days.Contains(u.Key)), cancellationToken);
        return verdicts;
    }

    public Task<IReadOnlySet<Guid>> RecordAsync(IReadOnlyList<DeliveryChange> changes, DateTimeOffset now, CancellationToken cancellationToken) => inner.RecordAsync(changes, now, cancellationToken);

    private async Task WriteAsync(IEnumerable<KeyValuePair<(Guid ContactId, int Day), int>> counts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var ((contact, day), used) in counts)
        {
            if (await context.Set<DailyCount>().Where(c => c.ContactId == contact && c.Day == day).ExecuteUpdateAsync(s => s.SetProperty(c => c.Used, used), cancellationToken) == 0)
            {
                context.Add(new DailyCount { ContactId = contact, Day = day, Used = used });
                try
                {
                    await context.SaveChangesAsync(cancellationToken);
                }
                catch (DbUpdateException)
                {
                    context.ChangeTracker.Clear();
                }
            }
        }
    }
}
