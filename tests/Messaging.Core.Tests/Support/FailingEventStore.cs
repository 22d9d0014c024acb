using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Core.Tests.Support;

/// <summary>A store that cannot be written to for a while, after it could be read.</summary>
internal sealed class FailingEventStore(IEventStore inner) : IEventStore
{
    public bool IsDown { get; set; }

    public int Writes { get; private set; }

    public Task<int> ApplyAsync(IReadOnlyList<MessageEvent> reports, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Writes++;
        return IsDown ? throw new MessageStoreException("The server cannot be reached.") { IsTransient = true } : inner.ApplyAsync(reports, now, cancellationToken);
    }

    public Task<IReadOnlyList<ReportedMessage>> FindAsync(IReadOnlyList<MessageEvent> reports, CancellationToken cancellationToken) => inner.FindAsync(reports, cancellationToken);
}
