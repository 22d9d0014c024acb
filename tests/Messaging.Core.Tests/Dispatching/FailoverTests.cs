using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Testing;

namespace Messaging.Core.Tests.Dispatching;

/// <summary>When the next connection of a channel carries a message, and when it must not.</summary>
public sealed class FailoverTests
{
    private static readonly SendFailure Down = new(FailureKind.Network, "connect");

    private readonly RecordingChannelAdapter _first = new();
    private readonly RecordingChannelAdapter _second = new();

    public static TheoryData<string> Definite => ["network", "temporary", "configuration", "throttled"];

    [Theory]
    [MemberData(nameof(Definite))]
    public async Task Dispatch_FirstConnectionCertainlyDidNotTakeIt_SecondDoesAtOnce(string failure)
    {
        await using var host = NewHost();
        _first.ThenAnswer(OutcomeOf(failure));
        var id = await host.SendAsync();
        await host.DispatchAsync();
        await host.DispatchAsync();
        var found = await host.FindAsync(id);
        Assert.Equal((1, 1, DeliveryStatus.Sent), (_first.Sent.Count, _second.Sent.Count, found.Delivery.StatusAt(host.Now)));
        Assert.Equal([("email", 1), ("second", 2)], found.Attempts.OrderBy(a => a.Attempt).Select(a => (a.Connection, (int)a.Attempt)));
        Assert.Equal(0, found.Delivery.RetryCount);
        Assert.Contains(found.Decisions, d => d.Code == DecisionCode.RetryOtherConnection);
    }

    [Fact]
    public async Task Dispatch_GoesOnToTheNextConnection_WakesTheLoopAtOnce()
    {
        await using var host = NewHost();
        _first.ThenAnswer(SendOutcome.Retry(Down));
        var id = await host.SendAsync();
        await host.DispatchAsync();
        var (scan, lanes) = host.Get<DispatchSignal>().Take();
        Assert.False(scan);
        Assert.Equal([(await host.FindAsync(id)).Delivery.LaneKey], lanes.Keys);
    }

    [Theory]
    [InlineData(MessageCategory.Transactional)]
    [InlineData(MessageCategory.Marketing)]
    public async Task Dispatch_OutcomeOfTheFirstIsUnknown_SecondIsNeverAsked(MessageCategory category)
    {
        await using var host = NewHost(TestHost.WithoutConsent);
        _first.ThenAnswer(SendOutcome.Unknown(new SendFailure(FailureKind.Timeout, "timeout"))).ThenAnswer(SendOutcome.Retry(Down));
        await host.SendAsync(TestHost.Request() with { Category = category });
        for (var i = 0; i < 200; i++)
        {
            await host.DispatchAsync();
            host.Clock.Advance(TimeSpan.FromMinutes(5));
            await host.SweepAsync();
        }

        Assert.Empty(_second.Sent);
        Assert.True(_first.Sent.Count >= (category == MessageCategory.Transactional ? 2 : 1));
    }

    [Fact]
    public async Task Dispatch_RefusedForGood_IsNotTriedElsewhere()
    {
        await using var host = NewHost();
        _first.ThenAnswer(SendOutcome.Rejected(new SendFailure(FailureKind.Refused, "spam")));
        var id = await host.SendAsync();
        await host.DispatchAsync();
        await host.DispatchAsync();
        Assert.Equal((0, DeliveryStatus.Failed), (_second.Sent.Count, (await host.FindAsync(id)).Delivery.StatusAt(host.Now)));
    }

    [Fact]
    public async Task Dispatch_AllConnectionsFail_WaitsLikeAnyRetryAndBeginsAnew()
    {
        await using var host = NewHost();
        _first.ThenAnswer(SendOutcome.Retry(Down));
        _second.ThenAnswer(SendOutcome.Retry(Down));
        var id = await host.SendAsync();
        await host.DispatchAsync();
        await host.DispatchAsync();
        var waiting = await host.FindAsync(id);
        Assert.Equal((WorkState.Queued, (short)1), (waiting.Delivery.WorkState, waiting.Delivery.RetryCount));
        Assert.InRange(waiting.Delivery.DueAt, host.Now.AddSeconds(40), host.Now.AddSeconds(80));
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.DispatchAsync();
        Assert.Equal((2, 1, DeliveryStatus.Sent), (_first.Sent.Count, _second.Sent.Count, (await host.FindAsync(id)).Delivery.StatusAt(host.Now)));
    }

    [Fact]
    public async Task Dispatch_FirstConnectionIsPaused_OthersGoStraightToTheSecond()
    {
        await using var host = NewHost();
        _first.ThenAnswer(OutcomeOf("configuration"));
        await host.SendAsync();
        await host.DispatchAsync();
        await host.DispatchAsync();
        await host.SendAsync();
        await host.DispatchAsync();
        Assert.Equal((1, 2), (_first.Sent.Count, _second.Sent.Count));
        Assert.Equal(
            [("email", ConnectionState.Paused), ("second", ConnectionState.Working)],
            (await host.Get<IConnections>().ListAsync()).Select(c => (c.Name, c.State)));
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.SendAsync();
        await host.DispatchAsync();
        Assert.Equal(2, _first.Sent.Count);
    }

    [Fact]
    public async Task Dispatch_SecondConnectionWithKeysOfItsOwn_CountsItsWindowFromItsOwnAttempt()
    {
        var keyed = new RecordingChannelAdapter { Capabilities = new() { IdempotencyWindow = TimeSpan.FromHours(24) } }.ThenAnswer(SendOutcome.Retry(Down));
        var short1 = new RecordingChannelAdapter { Capabilities = new() { IdempotencyWindow = TimeSpan.FromHours(1) } };
        await using var host = new TestHost(b => b.AddChannel("second", MessageChannel.Email, _ => short1), keyed);
        var id = await host.SendAsync();
        await host.DispatchAsync();
        await host.DispatchAsync();
        Assert.Equal(host.Now.AddMinutes(48), (await host.FindAsync(id)).Delivery.KeyExpiresAt);
    }

    private static SendOutcome OutcomeOf(string failure) => failure switch
    {
        "network" => SendOutcome.Retry(Down),
        "temporary" => SendOutcome.Retry(new SendFailure(FailureKind.Temporary, "450")),
        "configuration" => SendOutcome.Retry(new SendFailure(FailureKind.Configuration, "401")),
        _ => SendOutcome.Throttled(TimeSpan.FromSeconds(30)),
    };

    private TestHost NewHost(Action<MessagingBuilder>? configure = null) => new(
        b =>
        {
            b.AddChannel("second", MessageChannel.Email, _ => _second);
            configure?.Invoke(b);
        },
        _first);
}
