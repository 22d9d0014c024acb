using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Storage.InMemory;

namespace Messaging.Core.Tests.Dispatching;

/// <summary>A connection is used no faster than its bucket allows, and nobody loses an attempt by waiting.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public async Task Dispatch_MoreThanTheBucketHolds_SendsTheBurstAndThenTheRate()
    {
        await using var host = new TestHost(b => b.ConfigureRateLimit("email", MessageChannel.Email, new RateLimit(10, 2)));
        var receipt = await host.Client.SendAsync(TestHost.Request(null, [.. Enumerable.Range(0, 40).Select(i => $"lan{i}@example.org")]));
        await host.DispatchAsync();
        Assert.Equal(10, host.Email.Sent.Count);
        var sent = new List<int>();
        for (var second = 1; second <= 20; second++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            while (await host.DispatchAsync() > 0)
            {
            }

            sent.Add(host.Email.Sent.Count);
        }

        Assert.All(sent.Select((count, i) => (count, most: 10 + (2 * (i + 1)))), s => Assert.True(s.count <= s.most, $"{s.count} of {s.most}"));
        Assert.Equal(40, sent[^1]);
        foreach (var message in receipt.Messages)
        {
            var found = await host.FindAsync(message.Id);
            Assert.Equal(((short)1, (short)0), (found.Delivery.Attempt, found.Delivery.RetryCount));
            Assert.All(found.Decisions, d => Assert.Equal((DecisionCode.DeferRateLimited, "email"), (d.Code, d.Facts)));
        }
    }

    [Fact]
    public async Task Dispatch_WhileTheBucketIsEmpty_ClaimsNothingOnlyToPutItOff()
    {
        await using var host = new TestHost(b => b.ConfigureRateLimit("email", MessageChannel.Email, new RateLimit(1, 0.1)));
        await host.Client.SendAsync(TestHost.Request(null, [.. Enumerable.Range(0, 500).Select(i => $"lan{i}@example.org")]));
        await host.DispatchAsync();
        Assert.Equal(0, await host.DispatchAsync());
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, await host.DispatchAsync());
        Assert.Equal(2, host.Email.Sent.Count);
    }

    [Fact]
    public async Task Dispatch_WithoutALimit_NeverAsksTheStore()
    {
        await using var host = new TestHost();
        await host.SendAsync();
        await host.DispatchAsync();
        Assert.Empty(host.Get<InMemoryDatabase>().Limits);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, double.NaN)]
    [InlineData(1, double.PositiveInfinity)]
    public void ConfigureRateLimit_ThatLetsNothingThrough_IsRefused(int burst, double rate) => Assert.Throws<MessagingConfigurationException>(
        () => new TestHost(b => b.ConfigureRateLimit("email", MessageChannel.Email, new RateLimit(burst, rate))));
}
