using Messaging.Messages;

namespace Messaging.Storage.InMemory;

/// <summary>The tracking side of the in-memory store.</summary>
internal sealed class InMemoryEventStore(InMemoryDatabase database) : IEventStore
{
    public Task<int> ApplyAsync(IReadOnlyList<MessageEvent> reports, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var added = 0;
            foreach (var report in reports)
            {
                if (database.Events.TryAdd((report.Provider, report.EventKey), report))
                {
                    added++;
                    database.TryApply(report, now);
                }
            }

            return Task.FromResult(added);
        }
    }
}
