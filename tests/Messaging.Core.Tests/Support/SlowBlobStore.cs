using System.Collections.ObjectModel;
using Messaging.Storage;

namespace Messaging.Core.Tests.Support;

/// <summary>A store that takes files and gives an answer only when it is told to: whoever prepares a message with a file waits until then.</summary>
public sealed class SlowBlobStore : IBlobStore
{
    private readonly TaskCompletionSource<IReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Answer() => _answer.SetResult(ReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>.Empty);

    public Task SaveAsync(IReadOnlyList<Blob> blobs, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>> LoadAsync(IReadOnlyCollection<Guid> requestIds, CancellationToken cancellationToken) => _answer.Task;
}
