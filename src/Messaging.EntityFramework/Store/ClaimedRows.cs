using Messaging.Storage;

namespace Messaging.EntityFramework.Store;

/// <summary>What a claim took.</summary>
/// <param name="Messages">The messages, where the claim read them too.</param>
/// <param name="ReadAsync">Reads them after the claim's transaction, where a reader need not wait for its turn to write; null when they are read.</param>
internal sealed record ClaimedRows(IReadOnlyList<ClaimedMessage> Messages, Func<DbSession, CancellationToken, Task<IReadOnlyList<ClaimedMessage>>>? ReadAsync = null)
{
    public override string ToString() => $"ClaimedRows {{ Messages = {Messages.Count} }}";
}
