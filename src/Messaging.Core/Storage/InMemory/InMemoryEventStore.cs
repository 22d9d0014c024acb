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

    public Task<IReadOnlyList<ReportedMessage>> FindAsync(IReadOnlyList<MessageEvent> reports, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<ReportedMessage>>([.. reports.Select(report =>
            {
                var isStored = database.Events.ContainsKey((report.Provider, report.EventKey));
                return database.Match(report).DeliveryId is { } id
                    ? new ReportedMessage(isStored, database.Messages[id], database.Contents.GetValueOrDefault(id)?.Address ?? "")
                    : new ReportedMessage(isStored, null, "");
            })]);
        }
    }
}
