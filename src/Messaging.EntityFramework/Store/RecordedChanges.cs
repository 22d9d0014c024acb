namespace Messaging.EntityFramework.Store;

/// <summary>What came of writing changes.</summary>
/// <param name="Written">The deliveries that were changed; the others belong to somebody else by now.</param>
/// <param name="HasWaitingReports">Whether reports wait for one of the provider ids that were written.</param>
internal sealed record RecordedChanges(IReadOnlySet<Guid> Written, bool HasWaitingReports);
