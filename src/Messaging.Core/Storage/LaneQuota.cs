namespace Messaging.Storage;

/// <summary>How many deliveries to take from a lane.</summary>
/// <param name="Key">The lane.</param>
/// <param name="Count">The most to take, at least 1.</param>
public readonly record struct LaneQuota(long Key, int Count);
