namespace Messaging.Storage;

/// <summary>How many deliveries to take from a lane.</summary>
/// <param name="Key">The lane.</param>
/// <param name="Count">The most to take, at least 1.</param>
public readonly record struct LaneQuota(long Key, int Count)
{
    /// <summary>Where to begin looking: what was due before is known to be gone, so that an index need not be walked through the entries it left. A hint, which a store may pass over. The default is the beginning.</summary>
    public DateTimeOffset Floor { get; init; } = DateTimeOffset.UnixEpoch;
}
