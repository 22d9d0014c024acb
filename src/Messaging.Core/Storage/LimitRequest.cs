using Messaging.Channels;

namespace Messaging.Storage;

/// <summary>Asks a bucket for tokens.</summary>
/// <param name="Key">The bucket: connection and channel. At most 100 characters.</param>
/// <param name="Limit">Its size and rate.</param>
/// <param name="Wanted">How many are wanted, at least 1.</param>
public sealed record LimitRequest(string Key, RateLimit Limit, int Wanted);
