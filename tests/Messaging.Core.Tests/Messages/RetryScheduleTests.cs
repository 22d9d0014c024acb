using FsCheck;
using FsCheck.Fluent;
using Messaging.Messages;

namespace Messaging.Core.Tests.Messages;

public sealed class RetryScheduleTests
{
    [Fact]
    public void Default_IsOneFiveFifteenSixtyMinutes() =>
        Assert.Equal([1, 5, 15, 60], Enumerable.Range(0, 4).Select(i => RetrySchedule.Default.Next(i, 0.5)!.Value.TotalMinutes));

    [Fact]
    public void Default_HasFourRetries() => Assert.Null(RetrySchedule.Default.Next(4, 0.5));

    [Fact]
    public void Next_StaysWithinTwentyPercent() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte>(), b =>
        {
            var wait = RetrySchedule.Default.Next(b % 4, b / 256.0)!.Value;
            var middle = RetrySchedule.Default.Delays[b % 4];
            return wait >= middle * 0.8 && wait <= middle * 1.2;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Next_IsNeverShorterThanAsked() =>
        Assert.Equal(TimeSpan.FromHours(2), RetrySchedule.Default.Next(0, 0, TimeSpan.FromHours(2)));

    [Fact]
    public void Next_TenThousandRefusedAtOnce_ComeBackSpread()
    {
        Assert.InRange(FullestSecond(RetrySchedule.Default), 0, 0.05);

        // Without the spread they come back as they went.
        Assert.Equal(1, FullestSecond(RetrySchedule.Default with { Jitter = 0 }));
    }

    // An outage ends, and everything it refused in one instant is tried again. The share that comes in the fullest second, of the first retry, which has the narrowest spread.
    private static double FullestSecond(RetrySchedule schedule)
    {
        const int messages = 10_000;
        var random = new Random(1);
        return Enumerable.Range(0, messages).CountBy(_ => (int)schedule.Next(0, random.NextDouble())!.Value.TotalSeconds).Max(b => b.Value) / (double)messages;
    }
}
