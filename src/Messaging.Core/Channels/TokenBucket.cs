namespace Messaging.Channels;

/// <summary>How many tokens a bucket held at a moment. Pure: the stores and the dispatcher reckon with the same function.</summary>
/// <param name="Tokens">The tokens.</param>
/// <param name="At">The moment.</param>
internal readonly record struct TokenBucket(double Tokens, DateTimeOffset At)
{
    // A token that is there but for rounding is there.
    private const double Rounding = 1e-6;

    /// <summary>A bucket nobody has taken from.</summary>
    public static TokenBucket Full(RateLimit limit, DateTimeOffset now) => new(limit.Burst, now);

    /// <summary>The bucket at a later moment. A clock that went back changes nothing.</summary>
    public TokenBucket AtTime(RateLimit limit, DateTimeOffset now) =>
        now <= At ? this with { Tokens = Math.Min(Tokens, limit.Burst) } : new(Math.Min(limit.Burst, Tokens + ((now - At).TotalSeconds * limit.PerSecond)), now);

    /// <summary>Takes up to a number of tokens.</summary>
    public (TokenBucket Bucket, int Granted) Take(RateLimit limit, int wanted, DateTimeOffset now)
    {
        var bucket = AtTime(limit, now);
        var granted = Math.Clamp((int)Math.Floor(bucket.Tokens + Rounding), 0, wanted);
        return (bucket with { Tokens = Math.Max(0, bucket.Tokens - granted) }, granted);
    }

    /// <summary>When a number of tokens will be there, if nobody takes any.</summary>
    public DateTimeOffset WhenThereAre(int tokens, RateLimit limit) =>
        Tokens >= tokens ? At : At + TimeSpan.FromSeconds(Math.Min((tokens - Tokens) / limit.PerSecond, TimeSpan.FromDays(1).TotalSeconds));
}
