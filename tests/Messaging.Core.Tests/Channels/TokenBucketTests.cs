using FsCheck;
using FsCheck.Fluent;
using Messaging.Channels;

namespace Messaging.Core.Tests.Channels;

public sealed class TokenBucketTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RateLimit Limit = new(10, 2);

    [Fact]
    public void Take_FromAFullBucket_GivesTheBurstAndThenTheRate()
    {
        var (bucket, granted) = TokenBucket.Full(Limit, Start).Take(Limit, 15, Start);
        Assert.Equal(10, granted);
        Assert.Equal(0, bucket.Take(Limit, 1, Start.AddMilliseconds(499)).Granted);
        Assert.Equal(1, bucket.Take(Limit, 5, Start.AddMilliseconds(500)).Granted);
        Assert.Equal(5, bucket.Take(Limit, 5, Start.AddSeconds(2.5)).Granted);
        Assert.Equal(10, bucket.Take(Limit, 50, Start.AddHours(1)).Granted);
        Assert.Equal(Start.AddSeconds(1.5), bucket.WhenThereAre(3, Limit));
    }

    [Fact]
    public void Take_WithAClockThatWentBack_GivesNothingTwice()
    {
        var (bucket, _) = TokenBucket.Full(Limit, Start).Take(Limit, 10, Start);
        var (back, granted) = bucket.Take(Limit, 10, Start.AddMinutes(-10));
        Assert.Equal((0, Start), (granted, back.At));
    }

    [Fact]
    public void Take_InWhateverSteps_NeverGivesMoreThanBurstAndRate() => Prop.ForAll(
        Gen.Choose(0, 2000).Zip(Gen.Choose(1, 30)).ListOf(100).ToArbitrary(),
        steps =>
        {
            var (bucket, now, total) = (TokenBucket.Full(Limit, Start), Start, 0);
            foreach (var (wait, wanted) in steps)
            {
                now = now.AddMilliseconds(wait);
                (bucket, var granted) = bucket.Take(Limit, wanted, now);
                total += granted;
            }

            return total <= Limit.Burst + ((now - Start).TotalSeconds * Limit.PerSecond) + 0.001;
        }).QuickCheckThrowOnFailure();
}
