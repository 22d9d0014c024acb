namespace Messaging.Storage.InMemory;

/// <summary>The bytes of the in-memory store.</summary>
internal sealed class InMemoryBlobStore(InMemoryDatabase database) : IBlobStore
{
    public Task SaveAsync(IReadOnlyList<Blob> blobs, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            foreach (var blob in blobs)
            {
                database.Blobs[blob.Hash] = blob;
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>> LoadAsync(IReadOnlyCollection<Guid> requestIds, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var attachments = database.Attachments
                .Where(a => requestIds.Contains(a.RequestId) && database.Blobs.ContainsKey(a.BlobHash))
                .OrderBy(a => a.Ordinal)
                .GroupBy(a => a.RequestId)
                .ToDictionary(g => g.Key, IReadOnlyList<MessageAttachment> (g) => [.. g.Select(Load)]);
            return Task.FromResult<IReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>>(attachments);
        }
    }

    private MessageAttachment Load(StoredAttachment attachment) => new()
    {
        FileName = attachment.FileName,
        ContentType = attachment.ContentType,
        ContentId = attachment.ContentId,
        Content = database.Blobs[attachment.BlobHash].Content,
    };
}
