namespace Messaging.Storage;

/// <summary>How far a call of the janitor came.</summary>
/// <param name="Last">The last message it looked at: the next call goes on after it.</param>
/// <param name="IsEnd">Whether there was nothing further.</param>
/// <param name="Removed">How many messages, contents or reports went.</param>
public sealed record PruneStep(Guid Last, bool IsEnd, int Removed);
