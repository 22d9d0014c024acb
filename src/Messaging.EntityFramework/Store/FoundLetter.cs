using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.EntityFramework.Store;

/// <summary>A dead letter as a replay found it.</summary>
/// <param name="Id">The message.</param>
/// <param name="LeaseToken">The token it had, which guards the write.</param>
/// <param name="Counted">Where it was counted: its lane, its day and how it had ended.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="ExpiresAt">When its new generation becomes worthless.</param>
/// <param name="Decision">Who asked and why.</param>
internal sealed record FoundLetter(Guid Id, long LeaseToken, CountKey Counted, DateTimeOffset FinishedAt, DateTimeOffset ExpiresAt, DeliveryDecision Decision);
