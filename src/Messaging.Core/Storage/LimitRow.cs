using Messaging.Channels;

namespace Messaging.Storage;

/// <summary>A token bucket as it is stored.</summary>
public sealed record LimitRow
{
    /// <summary>The bucket: connection and channel.</summary>
    public required string Key { get; init; }

    /// <summary>How many tokens it held, in thousandths.</summary>
    public long MilliTokens { get; init; }

    /// <summary>When it held them, in Unix milliseconds: a number, so that no host's convention for times rounds it.</summary>
    public long UpdatedAtMs { get; init; }

    /// <summary>Raised by every write, which names the one it saw.</summary>
    public long Version { get; init; }

    internal TokenBucket ToBucket() => new(MilliTokens / 1000.0, DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAtMs));

    internal static LimitRow From(string key, TokenBucket bucket, long version) =>
        new() { Key = key, MilliTokens = (long)Math.Floor(bucket.Tokens * 1000), UpdatedAtMs = bucket.At.ToUnixTimeMilliseconds(), Version = version };

    /// <summary>The row after tokens were taken, and how many.</summary>
    /// <param name="row">The row as it is, or null.</param>
    /// <param name="request">What is asked of it.</param>
    /// <param name="now">The time.</param>
    internal static (LimitRow Row, LimitGrant Grant) Take(LimitRow? row, LimitRequest request, DateTimeOffset now)
    {
        var (bucket, granted) = (row?.ToBucket() ?? TokenBucket.Full(request.Limit, now)).Take(request.Limit, request.Wanted, now);
        return (From(request.Key, bucket, (row?.Version ?? 0) + 1), new LimitGrant(granted, bucket.Tokens));
    }
}
