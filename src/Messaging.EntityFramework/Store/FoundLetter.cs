using Messaging.Messages;

namespace Messaging.EntityFramework.Store;

/// <summary>A dead letter as a replay found it.</summary>
/// <param name="Id">The message.</param>
/// <param name="LeaseToken">The token it had, which guards the write.</param>
/// <param name="LaneKey">Its lane.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="ExpiresAt">When its new generation becomes worthless.</param>
/// <param name="Decision">Who asked and why.</param>
internal sealed record FoundLetter(Guid Id, long LeaseToken, long LaneKey, DateTimeOffset FinishedAt, DateTimeOffset ExpiresAt, DeliveryDecision Decision);
