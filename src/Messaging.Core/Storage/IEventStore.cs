using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>What tracking needs of a store. Thread-safe. Not meant to be implemented by hosts.</summary>
public interface IEventStore
{
    /// <summary>Stores reports that are new and applies each to its delivery, as <see cref="DeliveryTransition.Apply"/> says, in one transaction.</summary>
    /// <param name="reports">The reports. One that names no message and matches no provider id is kept until its message is known.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>How many were new.</returns>
    Task<int> ApplyAsync(IReadOnlyList<MessageEvent> reports, DateTimeOffset now, CancellationToken cancellationToken);
}
