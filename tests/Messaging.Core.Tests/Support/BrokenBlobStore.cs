using Messaging.Storage;

namespace Messaging.Core.Tests.Support;

/// <summary>A store that takes files and never gives them back.</summary>
public sealed class BrokenBlobStore : IBlobStore
{
    public Task SaveAsync(IReadOnlyList<Blob> blobs, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>> LoadAsync(IReadOnlyCollection<Guid> requestIds, CancellationToken cancellationToken) =>
        throw new MessageStoreException("Permission denied.");
}
