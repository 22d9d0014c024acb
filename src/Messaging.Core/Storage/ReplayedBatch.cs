namespace Messaging.Storage;

/// <summary>What one batch of a replay came to.</summary>
/// <param name="Found">How many messages matched, at most as many as were asked for.</param>
/// <param name="Requeued">How many of them are queued again; the others were changed by somebody else in between.</param>
/// <param name="Lanes">The lanes they are in.</param>
/// <param name="Last">The place of the last one found, or null when nothing more matches.</param>
public sealed record ReplayedBatch(int Found, int Requeued, IReadOnlyList<long> Lanes, DeadLetterPosition? Last);
