using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.EntityFramework.Store;

/// <summary>The tracking side of the store.</summary>
internal sealed class EntityFrameworkEventStore(StoreExecutor executor) : IEventStore
{
    public Task<int> ApplyAsync(IReadOnlyList<MessageEvent> reports, DateTimeOffset now, CancellationToken cancellationToken) =>
        executor.TransactAsync("apply reports", session => ReportWriter.ApplyAsync(session, reports, now, cancellationToken), cancellationToken);
}
