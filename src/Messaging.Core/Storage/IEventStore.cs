using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>What tracking needs of a store. Thread-safe. Not meant to be implemented by hosts.</summary>
/// <remarks>
/// A report is about the message it names, or else about the one message that has an attempt with its provider id. Where that is no message of the report's tenant, or several messages share the
/// id, it is about none.
/// </remarks>
public interface IEventStore
{
    /// <summary>Stores reports that are new and applies each to its delivery, as <see cref="DeliveryTransition.Apply"/> says, in one transaction.</summary>
    /// <param name="reports">The reports. One that is about no message is kept, without a message, until it is known which one it is about.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>How many were new.</returns>
    Task<int> ApplyAsync(IReadOnlyList<MessageEvent> reports, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Tells, without storing anything, which reports were stored before and which messages they are about.</summary>
    /// <param name="reports">The reports.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>One answer per report, in the same order.</returns>
    Task<IReadOnlyList<ReportedMessage>> FindAsync(IReadOnlyList<MessageEvent> reports, CancellationToken cancellationToken);
}
