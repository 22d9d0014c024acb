namespace Messaging.Storage;

/// <summary>Where the bytes of attachments are kept. Thread-safe.</summary>
public interface IBlobStore
{
    /// <summary>Stores bytes that are not stored yet and renews the age of those that are.</summary>
    /// <param name="blobs">The blobs.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task SaveAsync(IReadOnlyList<Blob> blobs, CancellationToken cancellationToken);

    /// <summary>Reads the attachments of requests with their bytes.</summary>
    /// <param name="requestIds">The requests.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The attachments by request, in their order. A request without attachments is absent.</returns>
    Task<IReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>> LoadAsync(IReadOnlyCollection<Guid> requestIds, CancellationToken cancellationToken);
}
