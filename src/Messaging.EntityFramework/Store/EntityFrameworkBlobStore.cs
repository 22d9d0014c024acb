using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>The bytes of attachments.</summary>
internal sealed class EntityFrameworkBlobStore(StoreExecutor executor) : IBlobStore
{
    public Task SaveAsync(IReadOnlyList<Blob> blobs, CancellationToken cancellationToken) =>
        executor.TransactAsync("store attachments", session => SaveAsync(session, blobs, cancellationToken), cancellationToken);

    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>> LoadAsync(IReadOnlyCollection<Guid> requestIds, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>>("load attachments", async session =>
        {
            var found = await session.Rows<StoredAttachment>()
                .Where(t => requestIds.Contains(t.RequestId))
                .Join(session.Rows<Blob>(), t => t.BlobHash, b => b.Hash, (t, b) => new { Attachment = t, b.Content })
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false);
            return found
                .OrderBy(f => f.Attachment.Ordinal)
                .GroupBy(f => f.Attachment.RequestId)
                .ToDictionary(g => g.Key, IReadOnlyList<MessageAttachment> (g) => [.. g.Select(f => ToAttachment(f.Attachment, f.Content))]);
        }, cancellationToken);

    /// <summary>Stores bytes that are not stored yet, in a session's transaction.</summary>
    public static async Task<int> SaveAsync(DbSession session, IReadOnlyList<Blob> blobs, CancellationToken cancellationToken)
    {
        using var insert = RowStatement<Blob>.Insert(session, "b", RowColumns.Blobs, session.Dialect.OnConflict);
        var added = 0;
        foreach (var blob in blobs.OrderBy(b => b.Hash, StringComparer.Ordinal))
        {
            var known = await session.Rows<Blob>().Where(b => b.Hash == blob.Hash).ExecuteUpdateAsync(s => s.SetProperty(b => b.CreatedAt, blob.CreatedAt), cancellationToken).ConfigureAwait(false);
            added += known > 0 ? 0 : await insert.RunAsync(blob, cancellationToken).ConfigureAwait(false);
        }

        return added;
    }

    private static MessageAttachment ToAttachment(StoredAttachment attachment, byte[] content) =>
        new() { FileName = attachment.FileName, ContentType = attachment.ContentType, ContentId = attachment.ContentId, Content = content };
}
