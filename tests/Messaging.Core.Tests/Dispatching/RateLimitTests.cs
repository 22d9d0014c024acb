using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Dispatching;
using Messaging.Storage;
using Messaging.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

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
    public async Task Take_SeveralRefusedTogether_ComeBackOneAfterTheOther()
    {
        var held = new HeldLimitStore(new InMemoryDatabase());
        await using var host = new TestHost(b =>
        {
            b.ConfigureRateLimit("email", MessageChannel.Email, new RateLimit(1, 1));
            b.Services.AddSingleton<ILimitStore>(held);
        });
        await host.BeatAsync();
        var (limiter, connection) = (host.Get<RateLimiter>(), host.Get<ChannelDirectory>().Default.All.Single());
        var first = limiter.TakeAsync(connection, 0).AsTask();
        await held.Asked;
        var others = Enumerable.Range(0, 2).Select(_ => limiter.TakeAsync(connection, 0).AsTask()).ToList();
        held.Answer();
        Assert.Null(await first);
        Assert.Equal([host.Now.AddSeconds(1), host.Now.AddSeconds(2)], await Task.WhenAll(others));
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

    // Keeps the first who asks waiting.
    private sealed class HeldLimitStore(InMemoryDatabase database) : ILimitStore
    {
        private readonly InMemoryLimitStore _inner = new(database);
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public void Answer() => _answer.SetResult();

        public async Task<IReadOnlyList<LimitGrant>> TakeAsync(IReadOnlyList<LimitRequest> requests, DateTimeOffset now, CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            await _answer.Task;
            return await _inner.TakeAsync(requests, now, cancellationToken);
        }
    }
}
